/* <planning-desk>: sends the limits whenever one is changed, and shows what they do, without touching the form. Nothing is
   saved. Without it, or where the server cannot be reached, the button "Recompute" does the same. */
const REST = 350;  // milliseconds without another change

class PlanningDesk extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form);
    this.region = this.querySelector("[data-effect]");
    this.state = this.querySelector("[role=status]");
    this.form?.addEventListener("change", (event) => {
      if (event.target.name === "name") return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), REST);
    });
  }

  async send() {
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    this.say(this.dataset.computing);
    this.region.setAttribute("aria-busy", "true");
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const answer = await fetch(location.pathname + location.search, { method: "POST", body, signal: asking.signal, headers: { "HX-Request": "true" } });
      const text = await answer.text();
      if (answer.status === 401) this.say(text);
      else if (answer.ok || answer.status === 422) this.show(text);
      else throw new Error(answer.status);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.say(this.dataset.offline);
    }
    this.region.removeAttribute("aria-busy");
  }

  /* What an earlier answer said at a field may be mended by now: the new answer says what is wrong. */
  show(text) {
    for (const old of this.form.querySelectorAll(".errorlist")) old.remove();
    const page = new DOMParser().parseFromString(text, "text/html");
    const found = page.querySelector("[data-effect]");
    if (!found) throw new Error("no effect");
    this.region.replaceChildren(...found.childNodes);
    for (const told of page.querySelectorAll("[data-told]")) {
      document.getElementById(`told-${told.dataset.told}`)?.replaceChildren(...told.childNodes);
    }
    this.say("");
    const said = this.region.querySelector("[data-said]");
    if (said) {
      this.say(said.textContent);
      said.remove();
    }
  }

  say(text) {
    this.state.textContent = text;
  }
}

customElements.define("planning-desk", PlanningDesk);
