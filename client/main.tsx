import { createRoot } from "react-dom/client";
import "./base.css";
import { App } from "./app/app.tsx";
import { startLanguage } from "./messages/language.ts";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root");
// No <StrictMode>: @react-aria/focus 3.10.1, which core-react pins, throws in its doubled effects when a Modal opens.
// Awaited first: nobody sees another language flash by.
void startLanguage().then(() => createRoot(root).render(<App />));
