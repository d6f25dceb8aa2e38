package prefs

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/zalando/go-keyring"
)

// service is the name under which the key store lists our secrets.
const service = "Smoothscope"

// Keys is the operating system's key store. It may ask a person for a password
// and take long: never call it on the UI goroutine.
type Keys struct{}

// Answers says why there is no key store to use; nil when there is one.
func (k Keys) Answers() error {
	_, err := k.Get("none")
	return err
}

// explain says in a person's words why the key store did not do it. What the
// systems say is for programmers, and differs.
func explain(err error) error {
	switch {
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return errors.New("it is too long for the system's key store")
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return errors.New("this system has no key store")
	case runtime.GOOS == "linux":
		return errors.New("no key store answers on this system; GNOME Keyring or KWallet would be one")
	}
	return fmt.Errorf("the system's key store refuses: %w", err)
}

// Set stores a secret under a name.
func (Keys) Set(name, secret string) error {
	if err := keyring.Set(service, name, secret); err != nil {
		return explain(err)
	}
	return nil
}

// Get is the secret of a name, "" where none is stored.
func (Keys) Get(name string) (string, error) {
	secret, err := keyring.Get(service, name)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", explain(err)
	}
	return secret, nil
}

// Delete removes the secret of a name, if there is one.
func (Keys) Delete(name string) error {
	err := keyring.Delete(service, name)
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return explain(err)
	}
	return nil
}
