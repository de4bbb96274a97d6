// akismet-api, as Coral and others use it: the key is part of the host.
"use strict";
const { AkismetClient } = require("akismet-api");
const { tell, failure } = require("./told.cjs");

const [, , key, spam, thanks] = process.argv;
tell(async () => {
  const client = new AkismetClient({ key, blog: "https://news.example.org" });
  const comment = { ip: "203.0.113.7", useragent: "Mozilla/5.0", content: thanks };
  const wrong = new AkismetClient({ key: "wrong", blog: "https://news.example.org" });
  return {
    verified: await client.verifyKey(),
    spam: await client.checkSpam({ ...comment, content: spam }),
    thanks: await client.checkSpam(comment),
    trapped: await client.checkSpam({ ...comment, honeypot: "filled" }),
    submitted: [(await client.submitSpam({ ...comment, content: spam })) ?? null, (await client.submitHam(comment)) ?? null].length,
    unverified: await wrong.verifyKey(),
    wrong: await failure(wrong.checkSpam(comment)),
  };
});
