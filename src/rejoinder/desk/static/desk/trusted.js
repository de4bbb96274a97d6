// htmx writes the desk's own fragments into the page; this policy is what lets it under "require-trusted-types-for".
// Scripts and script addresses stay refused: the policy has no createScript and no createScriptURL.
if (window.trustedTypes) window.trustedTypes.createPolicy("default", { createHTML: (html) => html });
