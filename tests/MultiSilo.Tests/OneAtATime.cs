// Each test runs three silos and a PostgreSQL server: two tests at once would slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
