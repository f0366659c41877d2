// `/notes`: a page of an application that is built on Hallpass.
import { expect, test } from "../../../end2end/support/test";

test("a note is still there after a reload", async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/");
  await ada.page.getByRole("link", { name: "Notes" }).click();
  await expect(ada.page).toHaveTitle("Notes · Choir");
  await expect(ada.page.getByText("You have no notes yet.")).toBeVisible();
  await ada.field("New note").fill("Bring the score");
  await ada.button("Add note").click();
  await expect(ada.page.getByRole("status").getByText("Your note is saved.")).toBeVisible();
  await expect(ada.page.getByRole("listitem").filter({ hasText: "Bring the score" })).toBeVisible();
  await expect(ada.field("New note")).toHaveValue("");
  await ada.reload();
  await expect(ada.page.getByText("Bring the score")).toBeVisible();
});

test("a note that is too long gets an error at its field", async ({ door, watch }) => {
  watch.expect(422, /^\/api\/notes\/add_note$/);
  const ada = await door.member("ada");
  await ada.open("/notes");
  const long = "x".repeat(501);
  await ada.field("New note").evaluate((field) => field.removeAttribute("maxlength"));
  await ada.field("New note").fill(long);
  await ada.button("Add note").click();
  await ada.expectError(ada.field("New note"), "Use at most 500 characters.");
  await expect(ada.field("New note")).toHaveValue(long);
  await expect(ada.page.getByText("You have no notes yet.")).toBeVisible();
});

test("a new note appears in the other tab", { tag: "@scripts" }, async ({ door }) => {
  const ada = await door.member("ada");
  await ada.open("/notes");
  const other = await ada.tab("/notes");
  await ada.field("New note").fill("Bring the score");
  await ada.button("Add note").click();
  await expect(other.page.getByText("Bring the score")).toBeVisible();
});

test("guests see no link and are asked to sign in", async ({ guest, watch }) => {
  watch.expect(401, /^\/notes$/);
  await guest.open("/");
  await expect(guest.page.getByRole("link", { name: "Notes" })).toHaveCount(0);
  await guest.page.goto("/notes");
  await expect(guest.page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
});
