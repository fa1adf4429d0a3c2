package datastorage

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-logr/logr"
	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/jordigilh/kubernaut/test/infrastructure"
	"github.com/jordigilh/kubernaut/test/shared/auth"
	"github.com/jordigilh/kubernaut/test/shared/logging"
)

const (
	clusterName     = "datastorage-e2e"
	sharedNamespace = "datastorage-e2e"
	kindConfig      = "test/infrastructure/kind-datastorage-config.yaml"
	dataStorageURL  = "http://localhost:28090"
	postgresURL     = "postgresql://slm_user@localhost:25433/action_history?sslmode=disable"
)

var (
	ctx            context.Context
	cancel         context.CancelFunc
	logger         logr.Logger
	kubeconfigPath string
	projectRoot    string
	httpClient     *http.Client
	serviceToken   string

	// anyFailed is set by a spec that fails; the cluster is then kept for the workflow's collect step.
	anyFailed bool
	// setupDone is set at the end of a set-up that went through.
	setupDone bool
)

func TestDataStorageE2E(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "DataStorage E2E Suite")
}

// createCluster runs kind in the suite's directory: the config's relative host paths start there.
func createCluster(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "kind", "create", "cluster",
		"--name", clusterName,
		"--config", filepath.Join(projectRoot, kindConfig),
		"--kubeconfig", kubeconfigPath,
		"--wait", "5m",
	)
	cmd.Dir = filepath.Join(projectRoot, "test/e2e/datastorage")
	cmd.Stdout = os.Stdout
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("failed to create Kind cluster: %w", err)
	}
	return nil
}

// waitReady polls the service until it is ready; the connection is refused while the pod starts.
func waitReady(ctx context.Context, url string) error {
	deadline := time.Now().Add(2 * time.Minute)
	for attempt := 1; time.Now().Before(deadline); attempt++ {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/health/ready", nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
			err = fmt.Errorf("status %d", response.StatusCode)
		}
		logger.Info("not ready yet", "attempt", attempt, "reason", err.Error())
		time.Sleep(2 * time.Second)
	}
	return fmt.Errorf("%s was not ready within two minutes", url)
}

var _ = BeforeEach(func() {
	if CurrentSpecReport().NumAttempts > 1 {
		logger.Info("retrying", "spec", CurrentSpecReport().FullText())
	}
})

var _ = SynchronizedBeforeSuite(
	// Once, on process 1: the cluster, the images, the deployments.
	func() []byte {
		ctx, cancel = context.WithCancel(context.Background())
		logger = logging.New("datastorage-e2e")

		wd, err := os.Getwd()
		Expect(err).ToNot(HaveOccurred())
		projectRoot = filepath.Clean(filepath.Join(wd, "../../.."))

		home, err := os.UserHomeDir()
		Expect(err).ToNot(HaveOccurred())
		kubeconfigPath = filepath.Join(home, ".kube", clusterName+"-config")
		Expect(os.MkdirAll(filepath.Dir(kubeconfigPath), 0o755)).To(Succeed())

		logger.Info("━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━")
		logger.Info("DataStorage E2E - setup (ONCE - Process 1)")
		logger.Info("━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━")

		for _, tool := range []string{"kind", "podman", "kubectl"} {
			path, err := exec.LookPath(tool)
			Expect(err).ToNot(HaveOccurred(), "%s must be installed", tool)
			logger.V(1).Info("found", "tool", tool, "path", path)
		}
		Expect(infrastructure.ReportPodman(ctx, logger)).To(Succeed())
		Expect(infrastructure.RequireDisk(logger, "/", 12<<30)).To(Succeed())
		Expect(infrastructure.ReportInotify(logger)).To(Succeed())

		version, err := infrastructure.KindVersion(ctx)
		Expect(err).ToNot(HaveOccurred())
		if version != "v0.30.0" {
			logger.Info("untested version of kind, going on", "version", version)
		}

		logger.Info("Preflight: removing what an earlier run left")
		infrastructure.DeleteCluster(ctx, clusterName)
		infrastructure.RemoveContainer(ctx, clusterName+"-control-plane")

		logger.Info("Preflight: validating migrations", "dir", "migrations")
		Expect(infrastructure.ValidateMigrations(filepath.Join(projectRoot, "migrations"), logger)).To(Succeed())

		logger.Info("Preflight: rendering manifests")
		manifests, err := infrastructure.RenderManifests(projectRoot, "datastorage", sharedNamespace)
		Expect(err).ToNot(HaveOccurred())

		if os.Getenv("E2E_COVERAGE") == "true" {
			coverDir := filepath.Join(projectRoot, "test/e2e/datastorage/coverdata")
			Expect(os.MkdirAll(coverDir, 0o777)).To(Succeed())
			// MkdirAll is subject to the umask, and the container's user is not ours.
			Expect(os.Chmod(coverDir, 0o777)).To(Succeed())
			logger.Info("Coverage is on", "dir", coverDir)
		}

		logger.Info("Phase 1: creating the Kind cluster", "config", kindConfig, "timeout", "5m0s")
		started := time.Now()
		err = createCluster(ctx)
		if err != nil {
			logger.Error(err, "Phase 1 failed, keeping nothing", "phase", "cluster", "elapsed", time.Since(started).String())
		}
		// Nothing below makes sense without a cluster.
		Expect(err).ToNot(HaveOccurred())

		logger.Info("Phase 2: images")
		image, err := infrastructure.PullOrBuild(ctx, os.Stdout, projectRoot, "datastorage", "docker/datastorage.Dockerfile")
		Expect(err).ToNot(HaveOccurred())
		Expect(infrastructure.LoadIntoCluster(ctx, os.Stdout, clusterName, image)).To(Succeed())

		logger.Info("Phase 3: PostgreSQL, Redis, DataStorage")
		Expect(infrastructure.Apply(ctx, kubeconfigPath, manifests)).To(Succeed())
		Expect(infrastructure.Migrate(ctx, kubeconfigPath, sharedNamespace, postgresURL)).To(Succeed())
		Expect(waitReady(ctx, dataStorageURL)).To(Succeed())

		logger.Info("Phase 4: a service account for the tests")
		token, err := auth.ServiceAccountToken(ctx, kubeconfigPath, sharedNamespace, "datastorage-e2e-sa")
		Expect(err).ToNot(HaveOccurred())
		return []byte(kubeconfigPath + "\n" + token)
	},
	// On every process: what the first one made.
	func(shared []byte) {
		if ctx == nil {
			ctx, cancel = context.WithCancel(context.Background())
		}
		logger = logging.New("datastorage-e2e")
		kubeconfigPath, serviceToken = auth.SplitShared(shared)
		httpClient = &http.Client{
			Timeout:   20 * time.Second,
			Transport: auth.BearerTransport(serviceToken),
		}
		setupDone = true
	},
)

var _ = AfterEach(func() {
	if CurrentSpecReport().Failed() {
		anyFailed = true
	}
})

// extractCoverage copies what the service wrote out of the node.
func extractCoverage(ctx context.Context, coverDir string) error {
	node := clusterName + "-worker"
	cmd := exec.CommandContext(ctx, "podman", "cp", node+":/coverdata/.", coverDir)
	output, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("podman cp from %s failed: %w: %s", node, err, output)
	}
	entries, err := os.ReadDir(coverDir)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return fmt.Errorf("no coverage data in %s: was the service stopped with SIGTERM?", coverDir)
	}
	return nil
}

// stopService ends the pod with SIGTERM, at which a Go binary built with -cover writes its data.
func stopService(ctx context.Context) error {
	return infrastructure.Scale(ctx, kubeconfigPath, sharedNamespace, "deployment/datastorage", 0)
}

var _ = SynchronizedAfterSuite(
	func() {
		if cancel != nil {
			cancel()
		}
	},
	func() {
		if !setupDone {
			logger.Info("set-up did not finish, leaving the cluster clean-up to the workflow")
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
		defer cancel()

		if os.Getenv("E2E_COVERAGE") == "true" {
			coverDir := filepath.Join(projectRoot, "test/e2e/datastorage/coverdata")
			if err := stopService(ctx); err != nil {
				logger.Error(err, "failed to stop the service, its coverage is lost")
			}
			if err := extractCoverage(ctx, coverDir); err != nil {
				logger.Error(err, "failed to extract coverage")
			}
		}

		if anyFailed {
			logger.Info("a spec failed, keeping the cluster for the workflow's collect step")
			return
		}
		infrastructure.DeleteCluster(ctx, clusterName)
	},
)
