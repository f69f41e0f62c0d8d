import { cx } from "./class-names.ts";
import css from "./tabs.module.css";

type Tab = { readonly id: string; readonly label: string; readonly href: string };

type TabsProps = { readonly label: string; readonly tabs: readonly Tab[]; readonly current: string };

/**
 * The parts of a page, as links. They look like core-react's tabs and are not: those announce a link as a button, and
 * the menu into which they move what does not fit cannot be used by keyboard. These wrap instead.
 */
export function TabLinks({ label, tabs, current }: TabsProps) {
  return (
    <nav aria-label={label} className={css.tabs}>
      {tabs.map(({ id, label: word, href }) => (
        <a
          key={id}
          href={href}
          className={cx(css.tab, id === current && css.current)}
          aria-current={id === current ? "page" : undefined}
        >
          {word}
        </a>
      ))}
    </nav>
  );
}
