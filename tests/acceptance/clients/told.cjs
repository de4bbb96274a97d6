// What a client's call came to, as one line of JSON.
"use strict";
exports.tell = (work) =>
  work().then(
    (found) => console.log(JSON.stringify(found)),
    (error) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
exports.failure = (promise) =>
  promise.then(
    () => null,
    (error) => String(error.message),
  );
