using OpsCenter.Board;
using OpsCenter.CityPack;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal;
using OpsCenter.Journal.Sealing;
using OpsCenter.Journal.Sqlite;
using OpsCenter.Server.Faults;
using OpsCenter.Server.Health;

namespace OpsCenter.Server.Hosting;

/// <summary>One city on one machine: its plan, its journal and keys, its shard and its board.</summary>
internal static class CityServices
{
    internal static IServiceCollection AddCity(this IServiceCollection services, LoadedPack pack, string data)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(pack.Plan).AddSingleton(new PackArchive(pack, data));
        var faults = KillSwitch.FromEnvironment();
        services.AddSingleton(new SqliteJournalOptions(data) { BallastBytes = BallastFor(data), Faults = faults });
        services.AddSingleton(OpenJournal);
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<SqliteJournal>());
        services.AddSingleton<IKeyVault>(provider =>
        {
            SqliteKeyStore.MustStandBeside(provider.GetRequiredService<SqliteJournal>(), data);
            return new KeyVault(new SqliteKeyStore(provider.GetRequiredService<SqliteJournalOptions>()));
        });
        services.AddOptions<ShardOptions>().BindConfiguration("Shard").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new ShardCore(pack.Plan, provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IKeyVault>(), faults));
        services.AddSingleton(provider => new Shard(
            provider.GetRequiredService<ShardCore>(), provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<ShardOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(), exception => Die(provider, exception)));
        services.AddSingleton<CityBoard>();
        services.AddOptions<SnapshotOptions>().BindConfiguration("Snapshots").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SnapshotKeeper>();
        services.AddSingleton<DiskWatch>().AddSingleton<PoolWatch>().AddSingleton<IPulse, Pulse>();
        services.AddHostedService(provider => provider.GetRequiredService<PoolWatch>());
        services.AddHostedService<ShardLifetime>();
        return services;
    }

    private static SqliteJournal OpenJournal(IServiceProvider provider)
    {
        var journal = SqliteJournal.Open(provider.GetRequiredService<SqliteJournalOptions>());
        if (SqliteJournal.Library is { IsBundled: true } library)
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("OpsCenter.Journal").BundledSqlite(library.Version);
        return journal;
    }

    /// <summary>Fail-stop (house rule H3): a supervisor starts the process again, and the journal tells what is true.</summary>
    private static void Die(IServiceProvider provider, Exception exception)
    {
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("OpsCenter.Shard").LoopFailed(exception);
        Environment.Exit(70);
    }

    /// <summary>256 MB where there is room for it; a sixteenth of a small disk.</summary>
    private static long BallastFor(string data)
    {
        Directory.CreateDirectory(data);
        return Math.Min(256L * 1024 * 1024, new DriveInfo(Path.GetFullPath(data)).TotalSize / 16);
    }
}
