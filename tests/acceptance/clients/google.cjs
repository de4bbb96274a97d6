// googleapis-common builds the client from our discovery document, as googleapis' discoverAPI does.
"use strict";
const { Discovery } = require("googleapis-common");
const { tell, failure } = require("./told.cjs");

const [, , document, key, insult, thanks] = process.argv;
tell(async () => {
  const make = await new Discovery({ debug: false, includePrivate: false }).discoverAPI(document);
  const client = make({ auth: key }, {});
  const analyze = async (text) => {
    const body = { comment: { text }, requestedAttributes: { TOXICITY: {} }, languages: ["en"], clientToken: "t" };
    return (await client.comments.analyze({ requestBody: body })).data;
  };
  const suggested = await client.comments.suggestscore({
    requestBody: { comment: { text: thanks }, attributeScores: { TOXICITY: { summaryScore: { value: 0 } } } },
  });
  return {
    insult: await analyze(insult),
    thanks: await analyze(thanks),
    suggested: suggested.data,
    empty: await failure(analyze("")),
  };
});
