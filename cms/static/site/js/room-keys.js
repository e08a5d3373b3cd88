/* <room-keys> round the rows of a workshop's question: in a row a digit chooses its level, U and N the two other answers, and
   each leads to the next row. Eight institutions are eight keys, and Enter saves, as in every form. */
function key(event) {
  const { target, code } = event, [, choice] = /^(?:Digit|Numpad|Key)([0-9UN])$/.exec(code) ?? [];
  if (!choice || event.ctrlKey || event.altKey || event.metaKey || !target.matches(".chips input")) return;
  const row = target.closest(".seat"), value = { U: "unknown", N: "not-applicable" }[choice] ?? choice;
  const input = row.querySelector(`.chips [value="${value}"]`);
  if (!input) return;
  input.click();
  const next = row.nextElementSibling?.querySelector(".chips :checked") ?? row.nextElementSibling?.querySelector(".chips input");
  (next ?? input).focus();
}

customElements.define("room-keys", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", key);
    if (!document.referrer.includes("/workshop/") || location.hash) return;  // whoever comes anew reads from the top
    const empty = [...this.querySelectorAll(".seat:not(:disabled)")].find((row) => !row.querySelector(":checked"));
    empty?.querySelector(".chips input").focus({ preventScroll: true });
  }
});
