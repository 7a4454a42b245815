import { Alert, Button, Form, FormGroup, TextArea } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { readToken, type Session } from '../api/session';

/** Asks for a token. The console has no passwords: whoever runs Braid gives out tokens. */
export function SignIn({ message, onSignIn }: { message: string | undefined; onSignIn: (session: Session) => void }) {
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const session = readToken(text);
    setRefused(!session);
    if (session) {
      onSignIn(session);
    }
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/braid.svg" alt="" width={56} height={56} />
        <h1>Braid</h1>
        <p>Connectivity over many carriers, live.</p>
        {message && <Alert variant="info" isInline title={message} />}
        {refused && <Alert variant="danger" isInline title="This is not a token: it should have three parts, joined by dots." />}
        <Form onSubmit={submit}>
          <FormGroup label="Bearer token" fieldId="token">
            <TextArea
              id="token"
              aria-label="Bearer token"
              value={text}
              onChange={(_, value) => setText(value)}
              placeholder="eyJ…"
              rows={4}
              resizeOrientation="vertical"
              autoFocus
            />
          </FormGroup>
          <Button type="submit" variant="primary" isBlock isDisabled={text.trim() === ''}>
            Sign in
          </Button>
        </Form>
        <p className="quiet">
          On one machine, <code>./braid token</code> prints one. It stays in this tab and is sent to the gateway only.
        </p>
      </div>
    </main>
  );
}
