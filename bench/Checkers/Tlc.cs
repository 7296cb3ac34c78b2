using System.Globalization;
using System.Text.RegularExpressions;
using Vmemmap.Bench.Peers;
using Vmemmap.Proofs.Export;

namespace Vmemmap.Bench.Checkers;

/// <summary>
/// The model checker TLC on the TLA+ module of a machine: <c>tlc</c> on the path, or the archive that the variable TLA2TOOLS names, run by
/// <c>java</c>.
/// </summary>
public sealed partial class Tlc(int cores) : IChecker
{
    private static readonly string? Archive = Environment.GetEnvironmentVariable("TLA2TOOLS");

    /// <summary>Can TLC be run?</summary>
    public static bool IsInstalled { get; } = Archive is { Length: > 0 } || Programs.IsInstalled("tlc");

    /// <inheritdoc/>
    public string Name => "TLC";

    /// <inheritdoc/>
    public int Cores => cores;

    /// <inheritdoc/>
    public bool WarmsUp => false;

    /// <inheritdoc/>
    public long MostTransitions => 5_000_000;

    /// <inheritdoc/>
    public string? Missing => IsInstalled ? null : "not installed, and TLA2TOOLS names no archive";

    /// <inheritdoc/>
    public IPreparedChecker Prepare(CountedSize size, bool withInvariants, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(size);
        var machine = AbstractText.Of(size.Size, withInvariants);
        return new Prepared(machine, TlaModule.Configuration(machine, checksTypes: false), cores);
    }

    /// <summary>Checks a machine, with the types of its cells, in one thread.</summary>
    /// <exception cref="ProgramFailedException">TLC failed or found an error.</exception>
    public static Walked Check(ExportedMachine machine)
    {
        using Prepared prepared = new(machine, TlaModule.Configuration(machine), workers: 1);
        return prepared.Walk(CancellationToken.None);
    }

    /// <summary>
    /// The counts in what TLC prints, such as "3707 states generated, 932 distinct states found, 0 states left on queue."; the initial state is
    /// generated too, by no step.
    /// </summary>
    public static Walked Read(ProgramResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var found = Counts().Match(run.Output);
        return found.Success ? new(Number("distinct"), Number("generated") - 1, run.Seconds, Bytes: null) : throw run.Unreadable();

        long Number(string group) => long.Parse(found.Groups[group].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "(?<generated>[0-9,]+) states generated, (?<distinct>[0-9,]+) distinct states found, 0 states left", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counts();

    private sealed class Prepared : IPreparedChecker
    {
        private readonly TemporaryDirectory directory = new();
        private readonly string[] arguments;

        public Prepared(ExportedMachine machine, string configuration, int workers)
        {
            var name = TlaModule.Name(machine);
            directory.Write($"{name}.tla", TlaModule.Of(machine));
            directory.Write($"{name}.cfg", configuration);
            arguments = ["-workers", $"{workers}", "-config", $"{name}.cfg", $"{name}.tla"];
        }

        public Walked Walk(CancellationToken cancellation) => Read((Archive is { Length: > 0 }
            ? Programs.Run(directory, "java", ["-cp", Archive, "tlc2.TLC", .. arguments], cancellation)
            : Programs.Run(directory, "tlc", arguments, cancellation)).Successful());

        public void Dispose() => directory.Dispose();
    }
}
