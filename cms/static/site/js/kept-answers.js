/* <kept-answers>, one on a page: sends every answer of a round, and keeps it in the browser until the server has it
   (docs/saving.md). Kept: {name, id, value, seen, page, at}; `seen` are the answers (value:id) that the page knew. */
const said = {};  // by id of a change: what the server had against it
let element, words, start, store = {}, fleeting, stale, busy, timer, pause, arrived, signedOut;

const entries = () => Object.keys(store).filter((key) => key.startsWith(start)).map((key) => JSON.parse(store[key])).sort((a, b) => a.at - b.at);
const find = (name) => JSON.parse(store[start + name] ?? null);
const drop = (name) => delete store[start + name];
const reload = () => location.replace(location.pathname);
const question = (name) => document.querySelector(`[data-indicator="${name}"]`);

function keep(entry) {
  const kept = { [start + entry.name]: JSON.stringify(entry) };
  try { Object.assign(store, kept); } catch { store = { ...store, ...kept }; fleeting = true; }
}

/* Shows an answer; the plain form then sends the same change under the same id. */
function place({ name, value, id, seen }, state = "waiting", text) {
  for (const input of question(name)?.querySelectorAll("input") ?? []) {
    if (input.type === "radio") input.checked = input.value === value;
    else input.value = input.name.startsWith("seen") ? seen.join(" ") : id;
  }
  say(name, state, text);
}

function say(name, state, text) {
  const region = question(name)?.querySelector("[role=status]");
  if (!region) return;
  region.className = { waiting: "unsaved", saving: "saving", saved: "saved" }[state] ?? "refused";
  region.textContent = text ?? words[fleeting && state === "waiting" ? "fleeting" : state];
  question(name).querySelector("[data-choice]").hidden = state !== "choice";
}

function press(button) {
  const asked = button.closest("[data-indicator]");
  if (asked) {
    const former = find(asked.dataset.indicator);
    decide(asked, button.value === "mine" ? former.value : said[former.id].value);
    asked.querySelector(":checked").focus();
  } else if (button.value === "forget") {
    for (const { name, id } of entries()) if (said[id]?.state === "refused") drop(name);
    reload();
  }
}

/* Takes a choice: a new change or, where somebody else answered the same, the end of ours. */
function decide(asked, value) {
  const name = asked.dataset.indicator, former = find(name), against = said[former?.id];
  const seen = new Set(asked.querySelector("[name^=seen]").value.split(" "));
  if (former?.tried) seen.add(`${former.value}:${former.id}`);
  if (against?.seen) seen.add(against.seen);
  const entry = { name, id: crypto.getRandomValues(new Uint32Array(4)).join("-"), value, seen: [...seen], page: location.pathname, at: Date.now() };
  if (against?.value === value) {
    drop(name);
    return place({ ...entry, seen: [against.seen] }, "saved", words.theirs);
  }
  keep(entry);
  place(entry);
  send();
}

async function send() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  const tried = {}, next = () => entries().find(({ id }) => !tried[id] && !said[id]);
  for (let entry = next(); entry; entry = next()) {
    tried[entry.id] = true;
    if (await deliver(entry)) break;
  }
  busy = false;
  const waiting = tell();
  pause = waiting && Math.min(pause * 2 || 5, 300);  // seconds
  if (waiting) timer = setTimeout(send, 1000 * pause);
  else if (arrived && !words.part) reload();  // the round's page counts anew
}

/* Sends one change; true where the next one would fare no better. */
async function deliver(entry) {
  const { name, id, value, seen } = entry;
  say(name, "saving");
  keep({ ...entry, tried: true });
  const { user, part, to } = words;
  const body = new URLSearchParams({ by: user, part, [`client-${name}`]: id, [`seen-${name}`]: seen.join(" "), [`answer-${name}`]: value });
  const headers = { "HX-Request": "true", "X-CSRFToken": /csrftoken=(\w+)/.exec(document.cookie)?.[1] };
  const answer = await fetch(`${to}${name}/`, { method: "POST", body, headers, signal: AbortSignal.timeout?.(20_000) }).catch(() => 0);
  const text = answer && await answer.text().catch(() => 0);
  if (text === 0) return halt("waiting");
  const { status } = answer, type = answer.headers.get("content-type") ?? "";
  const plain = type.startsWith("text/plain") && text, told = type.endsWith("json") ? JSON.parse(text) : {};
  if (status === 401 || answer.redirected || (status === 403 && !plain)) return halt("signedOut", `${plain || words.signedOut} ${fleeting ? words.fleeting : words.kept}`);
  signedOut = false;
  if (told.id === id) (answer.ok ? settle : refuse)(entry, told);
  else if (status === 404 || (plain && status < 500)) refuse(entry, { state: "refused", sentence: plain || words.gone });
  else say(name, "waiting");
}

function halt(state, text) {
  signedOut = state === "signedOut";
  for (const { name, id } of entries()) if (!said[id]) say(name, state, text);
  return true;
}

function settle(entry, { value, seen, sentence, parts }) {
  arrived = true;
  if (parts) document.getElementById("parts").innerHTML = parts;
  if (find(entry.name)?.id !== entry.id) return;  // chosen anew meanwhile
  drop(entry.name);
  place({ ...entry, value, seen: [seen] }, "saved", sentence);
}

function refuse({ name, id }, told) {
  said[id] = { state: "choice", ...told };
  if (find(name)?.id === id) say(name, said[id].state, told.sentence);
}

/* Says what there is besides the page's questions; returns how many are to be sent. */
function tell() {
  const kept = entries(), rest = kept.filter(({ name }) => !question(name));
  const of = (list, state) => list.filter(({ id }) => said[id]?.state === state);
  const lists = { waiting: of(rest), refused: of(kept, "refused"), choice: of(rest, "choice"), signedOut: signedOut ? kept : [] };
  for (const line of element.querySelectorAll("[data-say]")) {
    const [first] = lists[line.dataset.say], part = (tag) => line.querySelector(tag) ?? {};
    line.hidden = !first;
    part("bdi").textContent = lists[line.dataset.say].length;
    part("span").textContent = said[first?.id]?.sentence;
    part("[data-open]").href = first && `${first.page}#question-${first.name}`;
  }
  return of(kept).length;
}

customElements.define("kept-answers", class extends HTMLElement {
  connectedCallback() {
    element = this;
    words = this.dataset;
    start = `answer ${words.user} ${words.round} `;
    try { store = localStorage; } catch { fleeting = true; }
    addEventListener("change", ({ target }) => target.matches("[data-indicator] *") && decide(target.closest("fieldset"), target.value));
    addEventListener("click", ({ target }) => target.type === "button" && press(target));
    for (const name of ["online", "focus"]) addEventListener(name, send);
    addEventListener("storage", ({ key }) => { stale = stale || key?.startsWith(start); });
    addEventListener("visibilitychange", () => !document.hidden && stale && reload());
    addEventListener("beforeunload", (event) => fleeting && tell() && event.preventDefault());
    entries().forEach((entry) => place(entry));
    send();
  }
});
