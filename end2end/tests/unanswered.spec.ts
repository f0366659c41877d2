// A network that silently drops everything: no request waits forever, and no page outlives its session.
import type { Server } from "../support/server";
import { type Door, expect, type Person, test } from "../support/test";
import type { Tunnel } from "../support/tunnel";

test.describe("without any response", { tag: "@scripts" }, () => {
  /** Advances the clock by more than any of a page's time limits, in milliseconds. */
  const LATER = 60_000;

  test("a page locks at its deadline and resumes after unlocking", async ({ door, ownServer, tunnel, watch }) => {
    watch.expectCut();
    const server = await ownServer({ HALLPASS_PUBLIC_ORIGIN: tunnel.origin });
    await server.run(["policy", "set", "idle=20s"]);
    const ada = await door.at(tunnel.to(server)).member("ada");
    await ada.open("/account");
    const stayed = ada.staying();
    await ada.field("Display name").fill("Half a name");
    tunnel.swallow();
    await ada.expectLocked("You were signed out because you were inactive for a while.");
    await expect(ada.page.locator("body")).not.toContainText(ada.username);
    tunnel.mend();
    await ada.unlock(ada.password);
    await expect(ada.field("Display name")).toHaveValue("Half a name");
    stayed();
  });

  test("an impersonation ends on time", async ({ door, ownServer, tunnel, watch }) => {
    watch.expectCut();
    const server = await ownServer({ HALLPASS_PUBLIC_ORIGIN: tunnel.origin });
    // Longer than an impersonation may last.
    await server.run(["policy", "set", "idle=2h"]);
    await server.run(["policy", "set", "--role", "administrator", "idle=2h"]);
    const here = door.at(tunnel.to(server));
    const [olga, ada] = [await here.administrator("olga"), await here.member("ada")];
    const { id } = JSON.parse(await server.run(["account", "show", ada.username, "--json"]));
    await olga.page.clock.install();
    await olga.open(`/admin/accounts/${id}/act-as`);
    await olga.field("Reason for viewing").fill("She cannot find her sessions.");
    await olga.button(`View as ${ada.username}`).click();
    await expect(olga.chip).toContainText(ada.username);
    await olga.menu.getByText("Account").click();
    await expect(olga.field("Display name")).toHaveValue(ada.username);
    tunnel.swallow();
    await olga.page.clock.fastForward("30:01");
    await expect(olga.lock).toBeVisible();
    await expect(olga.page.locator("body")).not.toContainText(ada.username);
    tunnel.mend();
    // A request that times out only now is retried after a pause, which the clock skips as well.
    await expect(async () => {
      await olga.page.clock.fastForward(LATER);
      await expect(olga.lock, "the session had not ended").toHaveCount(0, { timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
  });

  /** A person whose browser reaches the server through the tunnel, with a clock that the test controls. */
  async function enter(door: Door, server: Server, tunnel: Tunnel): Promise<Person> {
    const ada = await door.at(tunnel.to(server)).member("ada");
    await ada.page.clock.install();
    return ada;
  }

  test("a submitted form shows an error and keeps its input", async ({ door, ownServer, tunnel, watch }) => {
    watch.expectCut();
    const ada = await enter(door, await ownServer({ HALLPASS_PUBLIC_ORIGIN: tunnel.origin }), tunnel);
    await ada.open("/account");
    const form = ada.form("Display name");
    await ada.field("Display name").fill("Countess Ada");
    tunnel.swallow();
    await ada.button("Save", form).click();
    await expect(ada.button("Save", form)).toHaveAttribute("aria-busy", "true");
    await ada.page.clock.fastForward(LATER);
    await expect(ada.alert).toContainText("Hallpass hasn’t answered.");
    await expect(ada.alert).toContainText("Nothing you typed is lost.");
    await expect(ada.field("Display name")).toHaveValue("Countess Ada");
    tunnel.mend();
    await ada.button("Save", form).click();
    await expect(ada.chip).toContainText("Countess Ada");
  });

  test("a requested page shows an error", async ({ door, ownServer, tunnel, watch }) => {
    watch.expectCut();
    const ada = await enter(door, await ownServer({ HALLPASS_PUBLIC_ORIGIN: tunnel.origin }), tunnel);
    await ada.open("/account");
    tunnel.swallow();
    await ada.page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Sessions" }).click();
    await expect(ada.page).toHaveURL("/account/sessions");
    await ada.page.clock.fastForward(LATER);
    await expect(ada.page.getByRole("heading", { name: "This page couldn’t be loaded" })).toBeVisible();
    await expect(ada.page.getByRole("main")).toContainText("Hallpass hasn’t answered.");
  });

  test("a silent channel is noticed", async ({ door, ownServer, tunnel, watch }) => {
    test.setTimeout(180_000);
    watch.expectCut();
    const server = await ownServer({ HALLPASS_PUBLIC_ORIGIN: tunnel.origin });
    const ada = await door.at(tunnel.to(server)).member("ada");
    const heard = ada.page.waitForEvent("websocket").then((channel) => channel.waitForEvent("framereceived"));
    await ada.open("/account");
    await heard;
    const sign = ada.page.locator(".connection[role=status]");
    await expect(sign).toBeEmpty();
    tunnel.swallow();
    await expect(sign).toHaveText("Connection lost. Trying again…", { timeout: 120_000 });
  });
});
