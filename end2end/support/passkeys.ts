// Passkeys in tests: Chromium's own virtual authenticator, and a name under which browsers allow passkeys.
import { type CDPSession, expect } from "@playwright/test";
import { Server } from "./server";
import type { Visitor } from "./visitor";

/** The same server under the name `localhost`: there are no passkeys for IP addresses. */
export function byName({ address }: Server): Server {
  return new Server({ ...address, origin: address.origin.replace("127.0.0.1", "localhost") });
}

/** The device of a person, which holds their passkeys. */
export class Device {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /** Gives this tab a device. Its person unlocks it whenever it asks. */
  static of(visitor: Visitor): Promise<Device> {
    return Device.attached(visitor, true);
  }

  /** Plugs a security key without a PIN into the computer of this tab. */
  static securityKey(visitor: Visitor): Promise<Device> {
    return Device.attached(visitor, false);
  }

  private static async attached({ page }: Visitor, isPhone: boolean): Promise<Device> {
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: isPhone ? "internal" : "usb",
        hasResidentKey: isPhone,
        hasUserVerification: isPhone,
        isUserVerified: isPhone,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(session, authenticatorId);
  }

  /** Takes it away from the tab. */
  async remove(): Promise<void> {
    await this.session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: this.authenticatorId });
  }

  /** Whether the person touches it when it asks. */
  async touch(enabled: boolean): Promise<void> {
    await this.session.send("WebAuthn.setAutomaticPresenceSimulation", {
      authenticatorId: this.authenticatorId,
      enabled,
    });
  }

  /** Whether the person's fingerprint is recognised. */
  async unlocks(isUserVerified: boolean): Promise<void> {
    await this.session.send("WebAuthn.setUserVerified", { authenticatorId: this.authenticatorId, isUserVerified });
  }

  /** How many passkeys it holds. */
  async count(): Promise<number> {
    const { credentials } = await this.session.send("WebAuthn.getCredentials", {
      authenticatorId: this.authenticatorId,
    });
    return credentials.length;
  }
}

/** Adds a passkey of the person's device. */
export async function addPasskey(visitor: Visitor): Promise<void> {
  await visitor.open("/account/security");
  await visitor.button("Add a passkey").click();
  await expect(visitor.page.getByText("Passkey added.")).toBeVisible();
}

/** From the next page on, the browser offers no passkeys in its autofill, which would sign in before a button is pressed. */
export async function withoutAutofill({ page }: Visitor): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
}
