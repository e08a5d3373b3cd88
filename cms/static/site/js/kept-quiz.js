/* <kept-quiz>, one on a page: sends every answer of an attempt as it is given, and keeps it in the browser until the server has
   it (docs/quizzes.md). Kept by item: {item, id, fields, seen, at}; `fields` are the pairs of the form, `seen` the answers that the
   page knew. The hidden fields of the form carry the same id, so that sending the form itself is the same change. */
const element = () => document.querySelector("kept-quiz");
let words, start, store = {}, fleeting, busy, timer, pause = 0, out;

const place = (item) => `${start}${item}`;
const find = (item) => JSON.parse(store[place(item)] ?? null);
const drop = (item) => delete store[place(item)];
const entries = () => Object.keys(store).filter((key) => key.startsWith(start)).map((key) => JSON.parse(store[key])).sort((a, b) => a.at - b.at);
const question = (item) => document.querySelector(`[data-item="${item}"]`);
const hidden = (item, kind) => document.getElementsByName(`${kind}-${item}`)[0];
const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));

function keep(entry) {
  const kept = { [place(entry.item)]: JSON.stringify(entry) };
  try { Object.assign(store, kept); } catch { store = { ...store, ...kept }; fleeting = true; }
}

/* What a question says, as pairs of the form. */
function read(asked) {
  const fields = [];
  for (const input of asked.querySelectorAll("input, select, textarea")) {
    const { name, value, type, checked } = input;
    if (/^(answer|unit)-/.test(name) && (!["radio", "checkbox"].includes(type) || checked)) fields.push([name, value]);
  }
  return fields;
}

function fill(entry) {
  const asked = question(entry.item);
  if (!asked) return;
  for (const input of asked.querySelectorAll("input, select, textarea")) {
    const values = entry.fields.filter(([name]) => name === input.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(input.type)) input.checked = values.includes(input.value);
    else if (values.length) [input.value] = values;
  }
  hidden(entry.item, "event").value = entry.id;
  hidden(entry.item, "seen").value = entry.seen.join(" ");
}

function say(item, state, text) {
  const region = question(item)?.querySelector("[data-said]");
  if (!region) return;
  region.className = { waiting: "unsaved", saving: "saving", saved: "saved" }[state] ?? "refused";
  region.textContent = text ?? words[fleeting && state === "waiting" ? "fleeting" : state] ?? "";
}

function decide(asked) {
  const { item } = asked.dataset, former = find(item), known = hidden(item, "seen").value.split(" ");
  const entry = { item, id: uuid(), fields: read(asked), seen: [...new Set(known)].filter(Boolean), at: Date.now() };
  if (former?.sent) entry.seen.push(former.id);
  keep(entry);
  hidden(item, "event").value = entry.id;
  hidden(item, "seen").value = entry.seen.join(" ");
  say(item, "waiting");
  send();
}

async function send() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  const tried = {}, next = () => entries().find(({ id, refused }) => !tried[id] && !refused);
  for (let entry = next(); entry; entry = next()) {
    tried[entry.id] = true;
    if (await deliver(entry)) break;
  }
  busy = false;
  const waiting = tell();
  pause = waiting && Math.min(pause * 2 || 5, 300);  // seconds
  if (waiting) timer = setTimeout(send, 1000 * pause);
}

/* Sends one change; true where the next one would fare no better. */
async function deliver(entry) {
  const { item, id } = entry, body = new URLSearchParams(entry.fields);
  body.set("by", words.user);
  body.set(`event-${item}`, id);
  body.set(`seen-${item}`, entry.seen.join(" "));
  say(item, "saving");
  keep({ ...entry, sent: true });
  const headers = { "X-CSRFToken": /csrftoken=(\w+)/.exec(document.cookie)?.[1] };
  const answer = await fetch(`${words.to}${item}/`, { method: "POST", body, headers, signal: AbortSignal.timeout?.(20_000) }).catch(() => 0);
  const text = answer && await answer.text().catch(() => 0);
  if (text === 0) return halt("waiting");
  const { status } = answer, type = answer.headers.get("content-type") ?? "";
  const plain = type.startsWith("text/plain") && text, told = type.endsWith("json") ? JSON.parse(text) : {};
  if (status === 401 || answer.redirected || (status === 403 && !plain)) return halt("signedOut", plain);
  out = false;
  if (status >= 500) return halt("waiting");
  const same = find(item)?.id === id, stands = told.seen;
  if (stands) hidden(item, "seen").value = same ? stands : `${hidden(item, "seen").value} ${stands}`;
  if (!same) {  // answered anew meanwhile: it knows this one
    const newer = find(item);
    if (newer && stands) keep({ ...newer, seen: [...newer.seen, stands] });
    return false;
  }
  drop(item);
  if (answer.ok) say(item, "saved");
  else say(item, "refused", told.sentence ?? (plain || (status === 404 ? words.gone : words.refused)));
}

function halt(state, text) {
  out = state === "signedOut";
  for (const { item } of entries()) say(item, state, text || undefined);
  return true;
}

function made(name, text = "", properties = {}) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(text);
  return node;
}

/* The lines that say what waits, and that nobody is signed in: hidden until they hold. */
function lines() {
  const waiting = made("p", `${words.kept} `, { className: "callout", hidden: true }), out = made("p", `${words.out} `, { className: "callout bad", hidden: true });
  const file = made("a", words.asFile, { download: "answers.json", hidden: true });
  [waiting.dataset.say, out.dataset.say, file.dataset.file] = ["waiting", "signedOut", ""];
  waiting.append(made("bdi"), `. ${words.later} `, file);
  out.append(made("a", words.signIn, { href: words.login }));
  element().firstElementChild.append(waiting, out);
}

/* Says what waits; returns how many. */
function tell() {
  const kept = entries();
  for (const line of element().querySelectorAll("[data-say]")) {
    line.hidden = !kept.length || (line.dataset.say === "signedOut") !== Boolean(out);
    const count = line.querySelector("bdi");
    if (count) count.textContent = kept.length;
  }
  const link = element().querySelector("[data-file]");
  link.hidden = !kept.length;
  if (kept.length) {
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ attempt: words.attempt, answers: kept })], { type: "application/json" }));
  }
  return kept.length;
}

customElements.define("kept-quiz", class extends HTMLElement {
  connectedCallback() {
    words = this.dataset;
    lines();
    start = `quiz ${words.user} ${words.attempt} `;
    try { store = localStorage; } catch { fleeting = true; }
    const asked = ({ target }) => /^(answer|unit)-/.test(target.name ?? "") && target.closest("[data-item]");
    addEventListener("change", (event) => asked(event) && decide(asked(event)));
    addEventListener("input", (event) => event.target.matches("textarea, [type=text]") && asked(event) && say(asked(event).dataset.item, "waiting", ""));
    for (const name of ["online", "focus"]) addEventListener(name, send);
    addEventListener("beforeunload", (event) => fleeting && tell() && event.preventDefault());
    for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;
    for (const line of document.querySelectorAll("[data-with-script]")) line.textContent = line.dataset.withScript;
    for (const entry of entries()) { fill(entry); say(entry.item, "waiting"); }
    send();
  }
});
