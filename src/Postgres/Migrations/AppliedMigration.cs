namespace ReplayGraph.Postgres.Migrations;

/// <summary>A migration that the database has.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Checksum">Its checksum.</param>
/// <param name="Requires">Which migration a program must know to run on it, 0 for none; null if a program recorded it that did not record this.</param>
internal sealed record AppliedMigration(int Number, string Name, string Checksum, int? Requires)
{
    /// <summary>Why a program with these migrations must not use the database; null if it may.</summary>
    internal string? Refuse(IReadOnlyList<Migration> known)
    {
        if (Number <= known.Count)
        {
            Migration own = known[Number - 1];
            return own.Checksum == Checksum ? null : $"was migrated by {Name}, which differs from this program's {own.Name}.";
        }

        if (Requires is { } least && least <= known.Count)
        {
            return null;
        }

        string needs = Requires is { } missing ? $"requires a program that knows migration {missing:d4}" : "does not record which programs can run on it";
        return $"has migration {Name}, which {needs}; this program knows {known.Count:d4} and earlier. Start a newer version, or restore the backup "
            + "from before that migration.";
    }
}
