// Package azure publishes into a container of Azure Blob Storage, or of
// something that speaks its protocol. It is the only place that knows the
// Azure SDK. It puts and lists; retry, rate limit and resume are outside.
//
// The words for what can go wrong are in words.go. No key and no shared
// access signature is ever part of an error or of an address that it shows.
package azure

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blockblob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/service"

	"smoothscope/tasks/publish"
)

const (
	// parallel is how many blobs are sent at once where nobody says otherwise.
	parallel = 32
	// A blob of up to putSize bytes is one request, atomic by itself; a larger
	// one is staged in blocks and appears when the last step commits them.
	putSize   = 32 << 20
	blockSize = 8 << 20
)

// Target is a container of blobs.
type Target struct {
	place   place
	way     string // of signing in
	service *service.Client
	client  *container.Client // nil while no container is named
	http    *http.Client
}

// Parallel implements publish.Parallel.
func (t *Target) Parallel() int { return parallel }

// Container implements publish.Containers.
func (t *Target) Container() string { return t.place.container }

// Address is the container's, without any secret.
func (t *Target) Address() string {
	return strings.TrimSuffix(t.place.blobURL(""), "/")
}

// Put implements publish.Target.
func (t *Target) Put(ctx context.Context, item publish.Item) error {
	what := "cannot store " + item.Name
	if err := t.named(what); err != nil {
		return err
	}
	body, err := item.Open()
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }() // only read
	client := t.client.NewBlockBlobClient(item.Name)
	if item.Size <= putSize {
		err = putWhole(ctx, client, item, body)
	} else {
		err = putBlocks(ctx, client, item, body)
	}
	return t.explain(what, err)
}

func putWhole(ctx context.Context, client *blockblob.Client, item publish.Item, body io.ReadSeekCloser) error {
	options := &blockblob.UploadOptions{HTTPHeaders: headers(item)}
	if item.MD5 != nil {
		options.TransactionalValidation = blob.TransferValidationTypeMD5(item.MD5)
	}
	_, err := client.Upload(ctx, &window{ReadSeekCloser: body, size: item.Size}, options)
	return err
}

func putBlocks(ctx context.Context, client *blockblob.Client, item publish.Item, body io.ReadSeekCloser) error {
	var ids []string
	for at := int64(0); at < item.Size; at += blockSize {
		id := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%08d", len(ids)))
		part := &window{ReadSeekCloser: body, start: at, size: min(blockSize, item.Size-at)}
		if _, err := part.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := client.StageBlock(ctx, id, part, nil); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	_, err := client.CommitBlockList(ctx, ids, &blockblob.CommitBlockListOptions{HTTPHeaders: headers(item)})
	return err
}

func headers(item publish.Item) *blob.HTTPHeaders {
	return &blob.HTTPHeaders{
		BlobContentType:  &item.ContentType,
		BlobCacheControl: &item.CacheControl,
		BlobContentMD5:   item.MD5,
	}
}

// List implements publish.Target.
func (t *Target) List(ctx context.Context, prefix string) ([]publish.Object, error) {
	const what = "cannot list the blobs"
	if err := t.named(what); err != nil {
		return nil, err
	}
	if !t.place.allows('l') {
		return nil, fmt.Errorf("%s: %w: make a SAS that has l (list) too", t.where(), publish.ErrNoList)
	}
	var objects []publish.Object
	pager := t.client.NewListBlobsFlatPager(&container.ListBlobsFlatOptions{Prefix: &prefix})
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, t.explain(what, err)
		}
		if page.Segment == nil {
			continue
		}
		for _, item := range page.Segment.BlobItems {
			if o, ok := object(item); ok {
				objects = append(objects, o)
			}
		}
	}
	return objects, nil
}

func object(item *container.BlobItem) (publish.Object, bool) {
	if item == nil || item.Name == nil || item.Properties == nil || item.Properties.ContentLength == nil {
		return publish.Object{}, false
	}
	o := publish.Object{Name: *item.Name, Size: *item.Properties.ContentLength, MD5: item.Properties.ContentMD5}
	if item.Properties.ContentType != nil {
		o.ContentType = *item.Properties.ContentType
	}
	return o, true
}

// Get implements publish.Getter.
func (t *Target) Get(ctx context.Context, name string) (io.ReadCloser, error) {
	what := "cannot read " + name
	if err := t.named(what); err != nil {
		return nil, err
	}
	response, err := t.client.NewBlobClient(name).DownloadStream(ctx, nil)
	if err != nil {
		return nil, t.explain(what, err)
	}
	return response.Body, nil
}
