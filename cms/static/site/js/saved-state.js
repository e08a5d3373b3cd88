/* <saved-state>: says in words whether one answer, or one form, that htmx posts on change is saved (docs/design.md).
   Its place is an element marked data-saves, or a form. A refusal (4xx, text/plain) is shown in the server's words; an
   answer from another address than the one asked (the sign-in page) never counts as saved. */
const OPEN = ["unsaved", "saving", "refused", "signedOut", "offline"];
const AGAIN = 20_000;  // milliseconds until what did not arrive is sent once more

class SavedState extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    this.place = this.closest("[data-saves]") ?? form;
    this.region = this.querySelector("[role=status]");
    if (!this.place || !window.htmx) return;
    this.pending = 0;
    this.listeners = new AbortController();
    const listen = (target, name, handler) => target.addEventListener(name, handler, { signal: this.listeners.signal });
    listen(this.place, "input", () => this.show("unsaved"));
    listen(this.place, "htmx:beforeRequest", () => { this.pending += 1; this.show("saving"); });
    listen(this.place, "htmx:afterRequest", (event) => this.settle(event.detail));
    listen(window, "online", () => this.dataset.state === "offline" && this.again());
    listen(window, "beforeunload", (event) => { if (!this.leaving && OPEN.includes(this.dataset.state)) event.preventDefault(); });
    listen(form ?? this.place, "submit", () => { this.leaving = true; });
    for (const element of form?.querySelectorAll("[data-without-script]") ?? []) element.hidden = true;
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.listeners?.abort();
  }

  settle({ successful, xhr, elt, requestConfig }) {
    this.pending = Math.max(0, this.pending - 1);
    if (this.pending) return;
    this.sender = elt;
    if (!xhr?.status || xhr.status >= 500) return this.wait();
    const path = (address) => new URL(address, location.href).pathname;
    if (path(xhr.responseURL) !== path(requestConfig.path)) return this.show("signedOut");
    if (successful) return this.show("saved");
    const plain = xhr.getResponseHeader("content-type")?.startsWith("text/plain");
    this.show("refused", plain ? xhr.responseText : undefined);
  }

  wait() {
    this.show("offline");
    this.timer = setTimeout(() => this.again(), AGAIN);
  }

  /* Sends once more: the element that htmx posts hears the same event again. */
  again() {
    const sender = this.sender?.isConnected ? this.sender : this.place;
    sender.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show(state, text) {
    clearTimeout(this.timer);
    this.dataset.state = state;
    this.region.className = ["offline", "signedOut"].includes(state) ? "refused" : state;
    this.region.textContent = text ?? this.dataset[state] ?? "";
  }
}

customElements.define("saved-state", SavedState);
