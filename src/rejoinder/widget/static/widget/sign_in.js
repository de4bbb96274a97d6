// Passkeys: asks the server for a challenge, the browser for an answer, and sends it as the form would be sent.

const CAN = typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  form.hidden = !CAN;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form).catch(() => {
      const problem = /** @type {HTMLElement | null} */ (document.querySelector("[data-passkey-problem]"));
      if (problem) problem.hidden = false;
    });
  });
}

/** @param {HTMLFormElement} form */
async function answer(form) {
  const asked = await fetch(form.action, { method: "POST", body: new URLSearchParams() });
  if (!asked.ok) throw new Error(String(asked.status));
  const { options, state } = await asked.json();
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey) });
  add(form, "state", state);
  add(form, "answer", JSON.stringify(/** @type {PublicKeyCredential} */ (credential).toJSON()));
  form.submit();
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function add(form, name, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  form.append(field);
}
