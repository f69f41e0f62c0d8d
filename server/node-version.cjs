"use strict";

/**
 * One clear sentence on a Node too old for this app, before it meets syntax or a binary that it lacks. Plain and old
 * JavaScript, since an old Node has to read it: the scripts of package.json load it before anything else.
 */

/** From here on Node reads TypeScript without being asked to. */
const OLDEST = [
  [22, 18],
  [23, 6],
];

/** @returns what is wrong with this version of Node, or null */
function nodeTooOld(version) {
  const parts = version.replace(/^v/, "").split(".").map(Number);
  const line = OLDEST.find((one) => one[0] === parts[0]);
  if (line ? parts[1] >= line[1] : parts[0] > OLDEST[OLDEST.length - 1][0]) return null;
  return (
    "This app needs Node " +
    OLDEST[0].join(".") +
    " or newer, and this is " +
    version +
    ": run it with npm after " +
    "`npm ci`, which brings the right one, or install a newer Node."
  );
}

const wrong = nodeTooOld(process.version);
if (wrong !== null) {
  process.stderr.write(wrong + "\n");
  process.exit(1);
}

module.exports = { nodeTooOld };
