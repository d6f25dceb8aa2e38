package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/tasks/publish"
)

var errNoContainers = errors.New("this kind of target has no containers")

// withContainers opens the target of the form and does something with its
// containers beside the UI goroutine; then, on it, comes done or the error.
func (f *form) withContainers(do func(context.Context, publish.Containers) error, done func()) {
	kind, values := f.kinds[f.kind], maps.Clone(f.values[f.kind])
	f.say(lang.L("Asking the target…"), widget.MediumImportance)
	var err error
	f.room.desk.Do(func(ctx context.Context) {
		var target publish.Target
		if target, err = kind.Open(ctx, values); err != nil {
			return
		}
		boxes, ok := target.(publish.Containers)
		if !ok {
			err = errNoContainers
			return
		}
		err = do(ctx, boxes)
	}, func() {
		if err != nil {
			f.say("✕ "+err.Error(), widget.DangerImportance)
			return
		}
		f.say("", widget.MediumImportance)
		done()
	})
}

func (f *form) listContainers() {
	var names []string
	f.withContainers(func(ctx context.Context, c publish.Containers) (err error) {
		names, err = c.ListContainers(ctx)
		return err
	}, func() {
		if len(names) == 0 {
			f.say(lang.L("There are no containers yet: make one."), widget.MediumImportance)
			return
		}
		f.room.desk.Choose(f.listing, names, func(name string) { f.settings.Set(containerField, name) })
	})
}

// createContainer makes one and then goes on.
func (f *form) createContainer(proposal string, then func()) {
	f.room.desk.AskContainer(proposal, func(name string, public bool) {
		f.withContainers(func(ctx context.Context, c publish.Containers) error {
			if err := c.CreateContainer(ctx, name, public); err != nil {
				return fmt.Errorf("create the container %s: %w", name, err)
			}
			return nil
		}, func() {
			f.settings.Set(containerField, name)
			f.say(lang.L("Made the container {{.Name}}.", map[string]any{"Name": name}), widget.SuccessImportance)
			then()
		})
	})
}
