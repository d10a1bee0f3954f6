/* What the pages of the back office gain from a script; each works without it. */
"use strict";
{
  const forms = () => document.querySelectorAll("#content-main form[method=post]");

  /* The rich-text editor has no name of its own: it takes its field's label and language. */
  const nameEditor = (textarea) => {
    const area = textarea.closest(".prose-editor").querySelector(".ProseMirror");
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    area.setAttribute("aria-multiline", "true");
    area.setAttribute("aria-label", label ? label.textContent.replace(/\s*:\s*$/, "") : textarea.name);
    for (const name of ["lang", "aria-describedby"]) {
      if (textarea.hasAttribute(name)) area.setAttribute(name, textarea.getAttribute(name));
    }
    area.id = `${textarea.id}_zone`;
    for (const button of textarea.closest(".prose-editor").querySelectorAll("button[title]:not([aria-label])")) {
      button.setAttribute("aria-label", button.title);
    }
  };
  document.addEventListener("prose-editor:ready", (event) => nameEditor(event.detail.textarea));

  /* A second click on « Enregistrer » while the first travels sends nothing. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.gediqEnvoye) return event.preventDefault();
    form.dataset.gediqEnvoye = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of forms()) delete form.dataset.gediqEnvoye;
  });

  /* Leaving with something unsaved asks first. */
  const fields = "input:not([type=hidden], [type=submit]), textarea, select, .ProseMirror";
  const note = (event) => {
    const form = event.target.closest?.("form[method=post]");
    if (form && event.target.closest(fields)) form.dataset.gediqModifie = "1";
  };
  document.addEventListener("input", note);
  document.addEventListener("change", note);
  window.addEventListener("beforeunload", (event) => {
    for (const form of forms()) {
      if (form.dataset.gediqModifie && !form.dataset.gediqEnvoye) event.preventDefault();
    }
  });

  /* What was refused, or what must be read first, takes the focus. */
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-gediq-focus]")?.focus();
  });

  /* A link of the error summary opens the group that hides its field; an editor takes the focus of its text. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".resume-erreurs a");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.closest("details")?.setAttribute("open", "");
    const area = document.getElementById(`${target.id}_zone`) || target;
    area.focus();
    area.scrollIntoView({ block: "center" });
  });

  /* Django's script numbers the ids of an added row, not what refers to them. */
  document.addEventListener("formset:added", (event) => {
    const rank = event.target.id.match(/-(\d+)$/)?.[1];
    for (const element of event.target.querySelectorAll("[aria-describedby], [aria-labelledby], [href^='#']")) {
      for (const name of ["aria-describedby", "aria-labelledby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replaceAll("__prefix__", rank));
      }
    }
    event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });

  /* A list searched by typing hides the select that its label names: it takes that label. */
  const nameChoices = (root) => {
    for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
      const label = document.querySelector(`label[for="${select.id}"]`);
      const box = select.nextElementSibling.querySelector(".select2-selection");
      const value = box.querySelector(".select2-selection__rendered");
      if (!label || !value) continue;
      label.id ||= `${select.id}_label`;
      box.setAttribute("aria-labelledby", `${label.id} ${value.id}`.trim());
      value.setAttribute("aria-labelledby", label.id);
      // Where several rows are chosen, one types among them.
      box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
    }
  };
  window.django?.jQuery(() => nameChoices(document));
  document.addEventListener("formset:added", (event) => nameChoices(event.target));
  window.django?.jQuery(document).on("select2:open", ({ target }) => {
    const search = document.querySelector(".select2-container--open .select2-search__field");
    search.setAttribute("aria-labelledby", `${target.id}_label`);
  });
}
