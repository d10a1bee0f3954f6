// Passkeys: a form with data-gediq-cle asks the device to create or to present one, and sends its answer.
// The options are in the form, or asked for at the address it sends to.
(() => {
  const speak = async form => {
    const options = form.dataset.gediqOptions
      ? JSON.parse(form.dataset.gediqOptions)
      : (await (await fetch(form.action, { headers: { Accept: "application/json" } })).json()).request_options;
    const answer = form.dataset.gediqCle === "creer" ? webauthnJSON.create(options) : webauthnJSON.get(options);
    form.elements.credential.value = JSON.stringify(await answer);
  };
  for (const form of document.querySelectorAll("form[data-gediq-cle]")) {
    form.hidden = !webauthnJSON.supported();
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const fault = form.querySelector("[data-gediq-cle-erreur]");
      fault.hidden = true;
      try {
        await speak(form);
      } catch {
        fault.hidden = false;
        return;
      }
      form.submit();
    });
  }
})();
