// Stands in for Intl polyfills that every supported browser has natively (see vite.config.ts).
export {};
