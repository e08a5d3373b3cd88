/* <saved-state>: says in words whether the answers of the form round it are saved.

   Place it inside a form that htmx posts on change. Texts come from attributes, so that they are translated:
   data-saved, data-saving, data-unsaved, data-refused, data-offline. Inside stands one live region
   (role="status"), filled by the server with the state the page was loaded with. A refusal (4xx) answered as text/plain is
   shown in the server's own words. Elements marked data-without-script (the form's own button) are hidden
   while htmx works, and come back when it does not. */
class SavedState extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.region = this.querySelector("[role=status]");
    if (!this.form || !this.region || !window.htmx) return;
    this.pending = 0;
    this.offline = false;
    this.listeners = new AbortController();
    const listen = (target, name, handler) => target.addEventListener(name, handler, { signal: this.listeners.signal });
    listen(this.form, "input", () => this.show("unsaved"));
    listen(this.form, "change", () => this.show("unsaved"));
    listen(this.form, "htmx:beforeRequest", () => { this.pending += 1; this.show("saving"); });
    listen(this.form, "htmx:afterRequest", (event) => this.settle(event.detail));
    listen(window, "online", () => { if (this.offline) this.again(); });
    listen(window, "beforeunload", (event) => { if (this.open) event.preventDefault(); });
    for (const element of this.form.querySelectorAll("[data-without-script]")) element.hidden = true;
  }

  disconnectedCallback() {
    this.listeners?.abort();
  }

  /* True while something that was entered may be lost by leaving. */
  get open() {
    return this.pending > 0 || ["unsaved", "refused", "offline"].includes(this.dataset.state);
  }

  settle({ successful, xhr, requestConfig }) {
    this.pending = Math.max(0, this.pending - 1);
    if (this.pending) return;
    if (successful) return this.show("saved");
    this.offline = !xhr || xhr.status === 0 || xhr.status >= 500;
    this.last = requestConfig?.elt ?? this.form;
    if (this.offline) return this.show("offline");
    const plain = xhr.getResponseHeader("content-type")?.startsWith("text/plain");
    this.show("refused", plain ? xhr.responseText : undefined);
  }

  again() {
    this.offline = false;
    const trigger = this.last?.isConnected ? this.last : this.form;
    trigger.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show(state, text) {
    this.dataset.state = state;
    this.region.className = state === "offline" ? "refused" : state;
    this.region.textContent = text ?? this.dataset[state] ?? "";
  }
}

customElements.define("saved-state", SavedState);
