import { connection } from "./connection.ts";
import { settings } from "./settings.ts";

/** Company settings. */
export const company = {
  "company.title": "Acumatica Payments settings",
  "company.tabs": "Parts of the settings",
  "company.tab.connection": "Connection",
  "company.tab.projects": "Projects",
  "company.tab.payments": "Payments",
  "company.tab.schedule": "Schedule",
  "company.tab.people": "People",
  "company.tab.activity": "Activity",
  "company.what": "the settings",
  "company.no_right.title": "You may not change these settings",
  "company.no_right.next":
    "Settings need Admin on the company's ERP Integrations tool. Open the app in a project to see its payments.",
  "company.open_project": "Open",
  "company.all_projects": "All projects",

  "guide.title": "Set up in five steps",
  "guide.says": "Nothing is written to Procore before you have seen a preview and applied it.",
  "guide.done": "Done",
  "guide.next": "Next",
  "guide.later": "Later",
  "guide.connect": "Connect Acumatica",
  "guide.connect_says": "Enter the address, the tenant and the connected application, then sign in.",
  "guide.check": "Check what the connection may see",
  "guide.check_says": "Every check is told in words, with what to do where one fails.",
  "guide.map": "Map projects",
  "guide.map_says": "Say which Acumatica project is which Procore project. Most are suggested.",
  "guide.rules": "Choose methods, start date and schedule",
  "guide.rules_says": "As it stands, every method is synced, whatever the date, and only when somebody asks.",
  "guide.preview": "See the first preview",
  "guide.preview_says": "Open a project and press Preview: every change is shown before anything is written.",

  "save.unsaved": "You have changes that are not saved",
  "save.saved": "Saved",

  ...connection,
  ...settings,
} as const;
