// perspective-api-client, whose address is a constant.
"use strict";
const Perspective = require("perspective-api-client");
const { tell, failure } = require("./told.cjs");

const [, , key, insult, thanks] = process.argv;
tell(async () => {
  const client = new Perspective({ apiKey: key });
  return {
    insult: await client.analyze(insult, { attributes: ["toxicity", "insult"] }),
    thanks: await client.analyze(thanks),
    wrong: await failure(new Perspective({ apiKey: "wrong" }).analyze(thanks)),
    unknown: await failure(client.analyze(thanks, { attributes: ["foo"] })),
  };
});
