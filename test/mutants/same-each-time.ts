import fc from "fast-check";

/** The random companies are the same for every mutation, so that one caught today is caught tomorrow. */
fc.configureGlobal({ seed: 20260301 });
