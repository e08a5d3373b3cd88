/* <resumable-upload>: sends the file of its form in parts, goes on after a lost network, and after a reload when the same
   file is chosen again (docs/evidence.md). The form then carries the id of what is here. */
const PART = 256 * 1024;
let store = {};
try { store = localStorage; } catch {}

customElements.define("resumable-upload", class extends HTMLElement {
  connectedCallback() {
    [this.whole, this.input] = this.querySelectorAll("input");
    this.bar = this.querySelector("progress");
    this.region = this.querySelector("[role=status]");
    this.form = this.closest("form");
    this.input.addEventListener("change", () => this.start());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.wake?.());
    if (this.input.files.length) this.start();
  }

  /* A form sent too early waits for its file. */
  submitted(event) {
    if (this.whole.value) delete store[this.key];
    if (!this.busy) return;
    event.preventDefault();
    this.waits = true;
    this.say("first");
  }

  /* A newer choice ends the former one. */
  async start() {
    const run = this.run = {}, [file] = this.input.files;
    this.waits = false;
    this.busy = Boolean(file);
    this.whole.value = "";
    this.input.name = "file";
    this.bar.hidden = !file;
    this.say();
    this.querySelector("[data-sent]")?.remove();
    if (!file) return;
    const told = await this.send(run, file);
    if (this.run !== run) return;
    this.busy = false;
    this.bar.hidden = true;
    const done = told.state === "done";
    if (done) {
      this.whole.value = told.id;
      this.input.removeAttribute("name");  // what is here is not sent once more
    }
    this.region.className = done ? "saved" : "refused";
    this.region.textContent = done ? this.dataset.done : told.sentence ?? this.dataset[told.why ?? "failed"];
    if (done && this.waits) this.form.requestSubmit();
  }

  async send(run, file) {
    const { begin, uploads } = this.dataset, { name, size, lastModified } = file;
    const at = (id) => uploads.replace(/[^/]+\/$/, `${id}/`);
    this.key = `upload ${begin} ${name} ${size} ${lastModified}`;
    let told = store[this.key] ? await this.ask(run, at(store[this.key])) : {};
    if (told.status !== 200 || !["open", "done"].includes(told.state)) told = await this.ask(run, begin, { method: "POST", body: new URLSearchParams({ name, size }) });
    if (told.id) try { store[this.key] = told.id; } catch {}
    while (told.state === "open" && told.offset < size) {
      this.bar.value = told.offset / size;
      const headers = { "Upload-Offset": told.offset };
      let body;
      try { body = await file.slice(told.offset, told.offset + PART).arrayBuffer(); } catch { return { why: "changed" }; }
      told = await this.ask(run, at(told.id), { method: "PUT", body, headers });
    }
    if (told.state !== "open") return told;
    this.bar.removeAttribute("value");
    this.say(this.waits ? "first" : "checking");
    return this.ask(run, `${at(told.id)}finish/`, { method: "POST" });
  }

  /* Asks until somebody answers. */
  async ask(run, address, options = {}) {
    for (let pause = 1; this.run === run; pause = Math.min(2 * pause, 60)) {
      const headers = { "X-CSRFToken": /csrftoken=(\w+)/.exec(document.cookie)?.[1] ?? "", ...options.headers };
      const answer = await fetch(address, { ...options, headers, signal: AbortSignal.timeout?.(120_000) }).catch(() => 0);
      const { status } = answer, told = status && await answer.json().catch(() => status < 300 ? 0 : {});
      if (told && status < 500 && status !== 408) {
        if (!this.waits) this.say("sending");
        return { ...told, status };
      }
      this.say("offline");
      await new Promise((done) => { this.wake = done; setTimeout(done, 1000 * pause); });
    }
    return {};
  }

  say(state) {
    this.region.className = { offline: "unsaved" }[state] ?? "saving";
    this.region.textContent = this.dataset[state] ?? "";
  }
});
