// `/shop` and `/cart`: a guest's cart outlives signing up, and a member's is the same on every device.
import { PASSWORD, unique } from "../../../end2end/support/people";
import { expect, test } from "../../../end2end/support/test";
import type { Visitor } from "../../../end2end/support/visitor";

/** The link to the cart with its badge. */
function linkWith(visitor: Visitor, items: string) {
  return visitor.header.getByRole("link", { name: new RegExp(`^Cart\\s+${items}$`) });
}

/** The number of items, in words, above the cart. */
function count(visitor: Visitor) {
  return visitor.page.getByRole("main").getByRole("heading", { level: 2 });
}

/** Adds one of a product in the shop. */
async function add(visitor: Visitor, product: string): Promise<void> {
  await visitor.button(`Add to cart ${product}`).click();
  await expect(visitor.page.getByRole("status").getByText(`${product} is in your cart.`)).toBeVisible();
  await visitor.ready();
}

test("a guest's cart is still there after signing up", async ({ guest }) => {
  await guest.open("/shop");
  await expect(guest.page).toHaveTitle("Shop · Choir shop");
  await add(guest, "Baton");
  await add(guest, "Tuning fork");
  await linkWith(guest, "2 items").click();
  await expect(guest.title).toHaveText("Cart");
  await guest.ready();
  await guest.field("Quantity of Baton").fill("3");
  await guest.button("Update Baton").click();
  await expect(count(guest)).toHaveText("4 items");
  await expect(guest.page.getByText("Total: €54.50")).toBeVisible();

  const name = unique("noor");
  await guest.open("/sign-up");
  await guest.field("Username").fill(name);
  await guest.field("Password").fill(PASSWORD);
  await guest.button("Create account").click();
  await expect(guest.title).toHaveText(`Hello, ${name}`);
  await guest.open("/cart");
  await expect(linkWith(guest, "4 items")).toBeVisible();
  await expect(guest.field("Quantity of Baton")).toHaveValue("3");
  await expect(guest.field("Quantity of Tuning fork")).toHaveValue("1");
});

test("the last product is removed", async ({ guest }) => {
  await guest.open("/shop");
  await add(guest, "Baton");
  await guest.open("/cart");
  await guest.button("Remove Baton").click();
  await expect(count(guest)).toHaveText("Your cart is empty");
  await expect(linkWith(guest, "1 item")).toHaveCount(0);
  await guest.page.getByRole("link", { name: "Go to the shop" }).click();
  await expect(guest.title).toHaveText("Shop");
});

test("an impossible quantity gets an error at its field", async ({ guest, watch }) => {
  watch.expect(422, /^\/api\/shop\/set_quantity$/);
  await guest.open("/shop");
  await add(guest, "Baton");
  await guest.open("/cart");
  await guest.field("Quantity of Baton").fill("100");
  await guest.button("Update Baton").click();
  await guest.expectError(guest.field("Quantity of Baton"), "Enter a number from 1 to 99.");
  await expect(guest.field("Quantity of Baton")).toHaveValue("100");
  await expect(count(guest)).toHaveText("1 item");
});

test("the pages fit a phone", async ({ guest }) => {
  await guest.page.setViewportSize({ width: 320, height: 640 });
  await guest.open("/shop");
  await guest.expectNoSideways();
  await add(guest, "Metronome");
  await guest.open("/cart");
  await guest.expectNoSideways();
});

test("a member's two browsers share the cart", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  const other = await door.signIn(ada);
  await other.open("/cart");
  await ada.open("/shop");
  const [stays, otherStays] = [ada.staying(), other.staying()];
  await add(ada, "Baton");
  await expect(linkWith(ada, "1 item")).toBeVisible();
  await expect(count(other)).toHaveText("1 item");
  await expect(linkWith(other, "1 item")).toBeVisible();
  await other.field("Quantity of Baton").fill("5");
  await other.button("Update Baton").click();
  await expect(linkWith(ada, "5 items")).toBeVisible();
  stays();
  otherStays();
});

test("what a guest has chosen joins the cart of the other browser", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/shop");
  await add(ada, "Baton");
  const cart = await ada.tab("/cart");
  const guest = await door.guest();
  await guest.open("/shop");
  await add(guest, "Tuning fork");
  await guest.open("/sign-in");
  await guest.signIn(ada.username, ada.password);
  await expect(linkWith(guest, "2 items")).toBeVisible();
  await expect(count(cart)).toHaveText("2 items");
  await expect(cart.page.getByText("Total: €24.70")).toBeVisible();
});

test("a guest's tabs follow the cart", { tag: "@scripts" }, async ({ guest }) => {
  await guest.open("/shop");
  const cart = await guest.tab("/cart");
  const [stays, cartStays] = [guest.staying(), cart.staying()];
  await add(guest, "Baton");
  await expect(linkWith(guest, "1 item")).toBeVisible();
  await expect(count(cart)).toHaveText("1 item");
  await cart.button("Remove Baton").click();
  await expect(count(cart)).toHaveText("Your cart is empty");
  await expect(linkWith(guest, "1 item")).toHaveCount(0);
  stays();
  cartStays();
});

test("after signing out, the cart is empty in place", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/shop");
  await add(ada, "Baton");
  const cart = await ada.tab("/cart");
  await expect(count(cart)).toHaveText("1 item");
  await ada.signOut();
  await expect(count(cart)).toHaveText("Your cart is empty");
});
