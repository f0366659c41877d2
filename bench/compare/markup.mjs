// Writes limits/src/page.rs: a captured page as Rust for Leptos, so that bare Leptos renders the markup that Hallpass does.
//   node bench/compare/markup.mjs PAGE.html > bench/compare/limits/src/page.rs
// Every text is an expression that makes a String, because Leptos would join fixed texts and the elements around them
// into one string at compile time. Attributes are fixed. Comments, including Leptos's own markers, are left out: Leptos
// writes them again.
import { readFileSync } from "node:fs";

const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
const RAW = new Set(["script", "style"]);
/** How many elements a function may hold: compiling large ones takes disproportionately long. */
const LARGEST = 40;
/** Scripts that Leptos writes in each page that it streams; the one with the page's data is not among them. */
const OWN_SCRIPT = /^__(RESOLVED_RESOURCES|INCOMPLETE_CHUNKS)=\[/;

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const decode = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
  hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : NAMED[name] ?? whole);

/** The elements and texts of a page, as Leptos writes it: every attribute is quoted, every element closed. */
function parse(html) {
  const root = { name: "", attributes: [], children: [] };
  const open = [root];
  const token = /<!--[\s\S]*?-->|<!>|<!doctype[^>]*>|<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/gi;
  let end = 0;
  for (let found; (found = token.exec(html)); end = token.lastIndex) {
    if (found.index !== end) break;
    const [whole, closed, name, attributes, selfClosed] = found;
    const parent = open.at(-1);
    if (closed) {
      if (open.pop().name !== closed) throw new Error(`</${closed}> closes <${parent.name}>`);
    } else if (name) {
      const element = { name, attributes: [], children: [] };
      for (const [, key, value] of attributes.matchAll(/\s+([^\s=>/]+)(?:="([^"]*)")?/g)) {
        element.attributes.push([key, value === undefined ? undefined : decode(value)]);
      }
      parent.children.push(element);
      if (RAW.has(name)) {
        const stop = html.indexOf(`</${name}>`, token.lastIndex);
        const text = html.slice(token.lastIndex, stop);
        if (text) element.children.push(text);
        if (name === "script" && OWN_SCRIPT.test(text)) parent.children.pop();
        token.lastIndex = stop + `</${name}>`.length;
      } else if (!VOID.has(name) && !selfClosed) {
        open.push(element);
      }
    } else if (!whole.startsWith("<!")) {
      parent.children.push(decode(whole));
    }
  }
  if (end !== html.length || open.length !== 1) throw new Error(`the page cannot be read from here: ${html.slice(end, end + 80)}`);
  return root.children;
}

/** A Rust string. */
const literal = (text) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r")}"`;

/** The attributes and the element whose names are Rust keywords. */
const attribute = (key) => (["as", "async", "loop", "ref"].includes(key) ? `r#${key}` : key);
const tag = (name) => (name === "use" ? "use_" : name);

const functions = [];

/** Moves nodes to a function of their own, and returns the call. */
function extract(nodes, depth) {
  const name = `part_${functions.length + 1}`;
  const place = functions.push("") - 1;
  functions[place] = `fn ${name}() -> AnyView {\n    view! {\n${render(nodes, "        ", depth)}    }\n    .into_any()\n}\n`;
  return `{${name}()}`;
}

const size = (node) => (typeof node === "string" ? 0 : 1 + node.children.reduce((sum, child) => sum + size(child), 0));

/** Nodes as the content of `view!`. What is too large for one function is moved to others. */
function render(nodes, indent, depth = 0) {
  let room = LARGEST;
  return nodes.map((node) => {
    if (typeof node === "string") return `${indent}{text(${literal(node)})}\n`;
    // The document's own elements stay where Leptos looks for them.
    const isFrame = depth < 2 && ["html", "head", "body"].includes(node.name);
    const takes = size(node);
    if (!isFrame && takes > room && takes <= LARGEST) return `${indent}${extract([node], depth)}\n`;
    // Leptos renders `use_` as `use` only if an attribute is not fixed, which is so in Hallpass's icons, too.
    const fixed = (value) => (node.name === "use" ? `text(${literal(value)})` : literal(value));
    const attributes = node.attributes.map(([key, value]) => ` ${attribute(key)}${value === undefined ? "" : `=${fixed(value)}`}`).join("");
    const start = `${indent}<${tag(node.name)}${attributes}`;
    if (node.children.length === 0) return `${start}${VOID.has(node.name) ? "/>" : `></${tag(node.name)}>`}\n`;
    const inner = !isFrame && takes > LARGEST
      ? `${indent}    ${extract(node.children, depth + 1)}\n`
      : render(node.children, `${indent}    `, depth + 1);
    room -= isFrame || takes > LARGEST ? 1 : takes;
    return `${start}>\n${inner}${indent}</${tag(node.name)}>\n`;
  }).join("");
}

const nodes = parse(readFileSync(process.argv[2], "utf8"));
const body = render(nodes, "        ");
process.stdout.write(`//! Generated by bench/compare/markup.mjs from Hallpass's \`/account\`: do not edit. bench/compare/README.md says how to
//! generate it again.

#![allow(clippy::too_many_lines)]

use leptos::prelude::*;

/// Makes the text while the program runs.
fn text(text: &'static str) -> String {
    text.to_owned()
}

pub(crate) fn page() -> impl IntoView {
    view! {
        <!DOCTYPE html>
${body}    }
}

${functions.join("\n")}`);
