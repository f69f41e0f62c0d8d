import { Button as CoreButton } from "@procore/core-react";
import type { ButtonProps } from "@procore/core-react";

/** core-react's button, which shows a wheel instead of its label while it works: its name stays for those who listen. */
export function Button(props: ButtonProps) {
  const { loading, children } = props;
  const name = loading === true && typeof children === "string" ? { "aria-label": children } : {};
  return <CoreButton {...props} {...name} />;
}
