/* <kept-answers>, one on a page: sends every answer of a round, and keeps it in the browser until the server has it
   (docs/saving.md). Kept: {as, name, id, value, sure, note, seen, page, at}; `seen` are the answers (value:id) that the page
   knew, `as` is the institution that answers. A note without an answer waits for one. */
const said = {};  // by id of a change: what the server had against it
let element, words, start, store = {}, fleeting, stale, busy, timer, pause, arrived, signedOut;

const entries = () => Object.keys(store).filter((key) => key.startsWith(start)).map((key) => JSON.parse(store[key])).sort((a, b) => a.at - b.at);
const place = ({ as, name }) => `${start}${as} ${name}`;
const find = (entry) => JSON.parse(store[place(entry)] ?? null);
const drop = (entry) => delete store[place(entry)];
const here = () => location.pathname + location.search;
const reload = () => location.replace(here());
const question = ({ as, name }) => as === words.seat && document.querySelector(`[data-indicator="${name}"]`);
const field = (asked, kind) => asked.querySelector(`[name^="${kind}-"]`);
const own = (asked) => ({ as: words.seat, name: asked.dataset.indicator });
const alike = (one, other) => one.value === other.value && one.sure === other.sure && one.note.trim() === other.note;

function keep(entry) {
  const kept = { [place(entry)]: JSON.stringify(entry) };
  try { Object.assign(store, kept); } catch { store = { ...store, ...kept }; fleeting = true; }
}

/* Shows an answer; the plain form then sends the same change under the same id. */
function show(entry, state = "waiting", text) {
  const asked = question(entry);
  if (!asked) return;
  for (const input of asked.querySelectorAll("[type=radio]")) input.checked = input.value === entry.value;
  const { id: client, seen, beside, sure, note } = entry;
  for (const [kind, value] of Object.entries({ client, seen: seen.join(" "), beside, sure, note })) {
    const input = field(asked, kind);
    if (value !== undefined && input.value !== value) input.value = value;  // the caret stays
  }
  if (note) unfold(asked);
  say(entry, state, text);
}

const unfold = (asked) => { asked.querySelector(".remark").open = true; };

function say(entry, state, text) {
  const asked = question(entry);
  if (!asked) return;
  const region = asked.querySelector("[role=status]"), choice = asked.querySelector("[data-choice]");
  region.className = { waiting: "unsaved", alone: "unsaved", saving: "saving", saved: "saved" }[state] ?? "refused";
  text ??= words[fleeting && state === "waiting" ? "fleeting" : state];
  if (region.textContent !== text) region.textContent = text;
  choice.hidden = state !== "choice";
  choice.querySelector(".other").textContent = said[entry.id]?.other;
}

function press(button) {
  const asked = button.closest("[data-indicator]");
  if (asked) {
    const former = find(own(asked));
    decide(asked, button.value === "mine" ? former : said[former.id]);
    asked.querySelector(":checked").focus();
  } else if (button.value === "forget") {
    for (const entry of entries()) if (said[entry.id]?.state === "refused") drop(entry);
    reload();
  }
}

const read = (asked) => ({ value: asked.querySelector(":checked:not(option)")?.value ?? "", sure: field(asked, "sure").value, note: field(asked, "note").value });

/* Takes what a question says: a new change or, where somebody else said the same, the end of ours. */
function decide(asked, pressed, typing) {
  const former = find(own(asked)), against = said[former?.id], open = against?.state === "choice" && !pressed;
  const seen = new Set(field(asked, "seen").value.split(" "));
  if (former?.tried) seen.add(`${former.value}:${former.id}`);
  if (against?.seen && !open) seen.add(against.seen);
  const { value, sure, note } = pressed ?? read(asked), id = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const entry = { ...own(asked), id, value, sure, note, seen: [...seen], page: here(), at: Date.now() };
  if (against?.value && alike(entry, against)) {
    drop(entry);
    return show({ ...entry, ...against, id, seen: [against.seen] }, "saved", words.theirs);
  }
  if (!value && !sure && !note) {
    drop(entry);
    return say(entry, "saved", "");
  }
  keep(entry);
  if (value[0] > "9") unfold(asked);  // unknown and not applicable ask for a reason
  if (open) said[id] = against;  // whoever writes on has not chosen yet
  show(entry, open ? "choice" : value ? "waiting" : "alone", open ? against.sentence : undefined);
  if (!typing) send();
}

async function send() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  const tried = {}, next = () => entries().find(({ id, value }) => value && !tried[id] && !said[id]);
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
  const { as, name, id, seen } = entry;
  say(entry, "saving");
  keep({ ...entry, tried: true });
  const { user, part, to } = words;
  const body = new URLSearchParams({ by: user, as, part: as === words.seat ? part : "" });
  for (const [kind, value] of Object.entries({ client: id, seen: seen.join(" "), answer: entry.value, sure: entry.sure, note: entry.note })) body.set(`${kind}-${name}`, value);
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
  else say(entry, "waiting");
}

function halt(state, text) {
  signedOut = state === "signedOut";
  for (const entry of entries()) if (entry.value && !said[entry.id]) say(entry, state, text);
  return true;
}

function settle(entry, { sentence, parts, ...stands }) {
  arrived = true;
  if (parts) document.getElementById("parts").innerHTML = parts;
  if (find(entry)?.id !== entry.id) return;  // chosen or typed anew meanwhile
  drop(entry);
  if (alike(entry, stands)) stands.note = entry.note;  // spaces at the end of a line that goes on
  show({ ...entry, ...stands, seen: [stands.seen] }, "saved", sentence);
  if (question(entry)) question(entry).querySelector(".behalf")?.remove();
}

function refuse(entry, told) {
  said[entry.id] = { state: "choice", ...told };
  if (find(entry)?.id === entry.id) say(entry, said[entry.id].state, told.sentence);
}

/* Says what there is besides the page's questions; returns how many are to be sent. */
function tell() {
  const kept = entries(), rest = kept.filter((entry) => !question(entry));
  const of = (list, state) => list.filter(({ id, value }) => value && said[id]?.state === state);
  const lists = { waiting: of(rest), refused: of(kept, "refused"), choice: of(rest, "choice"), alone: rest.filter(({ value }) => !value), signedOut: signedOut ? kept : [] };
  for (const line of element.querySelectorAll("[data-say]")) {
    const [first] = lists[line.dataset.say], part = (tag) => line.querySelector(tag) ?? {};
    line.hidden = !first;
    part("bdi").textContent = lists[line.dataset.say].length;
    part("span").textContent = said[first?.id]?.sentence;
    part("[data-open]").href = first && `${first.page}#question-${first.name}`;
  }
  return of(kept).length;
}

/* In a question, but not where one writes: a digit chooses its level, U and N the two others. */
function key(event) {
  const { target, code } = event, [, choice] = /^(?:Digit|Numpad|Key)([0-9UN])$/.exec(code) ?? [];
  if (!choice || event.ctrlKey || event.altKey || event.metaKey || !target.matches("[data-indicator] :not(textarea, select)")) return;
  const value = { U: "unknown", N: "not-applicable" }[choice] ?? choice;
  const input = target.closest("[data-indicator]").querySelector(`[type=radio][value="${value}"]`);
  input?.click();
  input?.focus();
}

customElements.define("kept-answers", class extends HTMLElement {
  connectedCallback() {
    element = this;
    words = this.dataset;
    start = `answer ${words.user} ${words.round} `;
    try { store = localStorage; } catch { fleeting = true; }
    const asked = ({ target }) => target.matches("[data-indicator] :not([type=checkbox])") && target.closest("[data-indicator]");
    addEventListener("change", (event) => asked(event) && decide(asked(event)));
    addEventListener("input", (event) => event.target.matches("textarea") && asked(event) && decide(asked(event), undefined, true));
    addEventListener("keydown", key);
    addEventListener("click", ({ target }) => target.type === "button" && press(target));
    for (const name of ["online", "focus"]) addEventListener(name, send);
    addEventListener("storage", ({ key: name }) => { stale = stale || name?.startsWith(start); });
    addEventListener("visibilitychange", () => !document.hidden && stale && reload());
    addEventListener("beforeunload", (event) => fleeting && tell() && event.preventDefault());
    entries().forEach((entry) => show(entry, entry.value ? "waiting" : "alone"));
    send();
  }
});
