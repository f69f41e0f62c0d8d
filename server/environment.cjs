"use strict";

/**
 * Completes the environment before the server starts, in a way that every shell understands: what a file `.env` in the
 * working directory says and the environment does not, and development for `npm run dev`.
 */
require("./node-version.cjs");
const fs = require("node:fs");

if (process.argv.includes("--development")) process.env.NODE_ENV = "development";
if (fs.existsSync(".env")) process.loadEnvFile(".env");
