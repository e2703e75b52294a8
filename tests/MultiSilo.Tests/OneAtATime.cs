// Each test runs three silos and a PostgreSQL: two at once would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
