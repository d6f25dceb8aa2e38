package prefs

import (
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// service is the name under which the key store lists our secrets.
const service = "Smoothscope"

// Keys is the operating system's key store. It may ask a person for a password
// and take long: never call it on the UI goroutine.
type Keys struct{}

// Set stores a secret under a name.
func (Keys) Set(name, secret string) error {
	if err := keyring.Set(service, name, secret); err != nil {
		return fmt.Errorf("store the secret of %s in the system's key store: %w", name, err)
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
		return "", fmt.Errorf("read the secret of %s from the system's key store: %w", name, err)
	}
	return secret, nil
}

// Delete removes the secret of a name, if there is one.
func (Keys) Delete(name string) error {
	err := keyring.Delete(service, name)
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return fmt.Errorf("remove the secret of %s from the system's key store: %w", name, err)
	}
	return nil
}
