// The button that asks a security key: shown where the browser knows them. What goes wrong is said beside it.
"use strict";

const part = document.querySelector("[data-security-key]");
if (part) {
  part.querySelector("[data-without]").remove();
  const trouble = part.querySelector("[role=alert]");
  const tell = (words) => {
    trouble.textContent = words;
    trouble.hidden = !words;
  };
  if (window.PublicKeyCredential) {
    const button = part.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => tell(""));
  } else {
    tell(part.dataset.missing);
  }
  // The library's script says so when the key did not answer or the person gave up.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    tell(event.detail.exception.name === "InvalidStateError" ? part.dataset.known : part.dataset.failed);
  });
}
