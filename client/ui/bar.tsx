import css from "./bar.module.css";

type BarProps = {
  /** 0 to 100. */
  readonly share: number;
  /** How long the whole bar is, 0 to 100; the longest of several is 100. */
  readonly length?: number;
};

const HEIGHT = 8;

/** A part of a whole, drawn. The figures stand beside it in text, so it says nothing to a screen reader. */
export function Bar({ share, length = 100 }: BarProps) {
  return (
    <svg className={css.bar} viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={css.whole} width={length} height={HEIGHT} />
      <rect className={css.part} width={(length * share) / 100} height={HEIGHT} />
    </svg>
  );
}
