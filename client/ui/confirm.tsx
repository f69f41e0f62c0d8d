import { Modal } from "@procore/core-react";
import { useId } from "react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Problem } from "./problem.tsx";

type ConfirmProps = {
  readonly title: string;
  /** What the button does, in its own words; never "OK". */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly working?: boolean;
  readonly blocked?: boolean;
  readonly error?: unknown;
  readonly children: ReactNode;
};

/** Asks before something that is not easily undone. Focus goes into it and back to the button that opened it. */
export function Confirm(props: ConfirmProps) {
  const { title, action, onConfirm, onClose, working = false, blocked = false, error = null, children } = props;
  const headingId = useId();
  // core-react adds the Cancel button itself ("footer-button").
  return (
    <Modal
      open
      role="dialog"
      aria-labelledby={headingId}
      width="md"
      howToClose={["x", "footer-button"]}
      onClose={onClose}
    >
      <Modal.Header>
        <Modal.Heading id={headingId}>{title}</Modal.Heading>
      </Modal.Header>
      <Modal.Body>
        {children}
        {error !== null && <Problem error={error} />}
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterButtons>
          <Button variant="primary" loading={working} disabled={blocked} onClick={onConfirm}>
            {action}
          </Button>
        </Modal.FooterButtons>
      </Modal.Footer>
    </Modal>
  );
}
