/* « Copier le lien »: the button appears with this script; the address can be selected without it. */
"use strict";
for (const group of document.querySelectorAll("[data-gediq-copier]")) {
  const [field, button, status] = ["input, textarea", "button", "[role=status]"].map((part) => group.querySelector(part));
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    status.textContent = button.dataset.copie;
  });
}
