using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Vmemmap.Bench.Peers;

namespace Vmemmap.Bench.Checkers;

/// <summary>
/// The model checker SPIN on <c>abstract.pml</c>: a generator of C, so it needs a C compiler. It walks depth first; without partial order
/// reduction it takes every transition in every state, as the others do.
/// </summary>
public sealed partial class Spin : IChecker
{
    /// <summary>The state before the boot.</summary>
    public const int MoreStates = 1;

    /// <summary>The boot, and the first state, which counts as one.</summary>
    public const int MoreTransitions = 2;

    /// <summary>The macro that seeds a bug: a restore leaves out the last vmemmap page.</summary>
    public const string SkipLast = "SKIP_LAST";

    private const string File = "abstract.pml";
    private const double BytesPerMegabyte = 1 << 20;

    /// <summary>Are SPIN and a C compiler installed?</summary>
    public static bool IsInstalled { get; } = Programs.IsInstalled("spin") && Programs.IsInstalled("cc");

    /// <summary>The model.</summary>
    public static string Model
    {
        get
        {
            using var reader = new StreamReader(typeof(Spin).Assembly.GetManifestResourceStream(File)!);
            return reader.ReadToEnd();
        }
    }

    /// <inheritdoc/>
    public string Name => "SPIN";

    /// <inheritdoc/>
    public int Cores => 1;

    /// <inheritdoc/>
    public bool WarmsUp => false;

    /// <inheritdoc/>
    public long MostTransitions => long.MaxValue;

    /// <inheritdoc/>
    public string? Missing => IsInstalled ? null : "spin or cc not installed";

    /// <inheritdoc/>
    public IPreparedChecker Prepare(CountedSize size, bool withInvariants, CancellationToken cancellation) =>
        Prepare(size, withInvariants ? ["INVARIANTS"] : [], cancellation);

    /// <summary>Translates and compiles the model with further macros.</summary>
    public static IPreparedChecker Prepare(CountedSize size, IEnumerable<string> macros, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(size);
        TemporaryDirectory directory = new();
        try
        {
            directory.Write(File, Model);
            var (h, v, k, errors) = size.Size;
            string[] definitions = [.. new[] { $"H={h}", $"V={v}", $"K={k}", $"PMAX={errors}" }.Concat(macros).Select(macro => $"-D{macro}")];
            Programs.Run(directory, "spin", [.. definitions, "-o2", "-a", File], cancellation).Successful();
            Programs.Run(directory, "cc", ["-O2", "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=16384", "-o", "pan", "pan.c"], cancellation).Successful();
            return new Prepared(directory, size);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>The counts and bytes in what SPIN's checker prints, in the terms of the model.</summary>
    /// <exception cref="ProgramFailedException">it did not walk all states, or found an error.</exception>
    public static Walked Read(ProgramResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var match = Summary().Match(run.Output);
        if (!match.Success || run.Output.Contains("Search not completed", StringComparison.Ordinal) || run.Output.Contains("max search depth too small", StringComparison.Ordinal))
        {
            throw run.Unreadable();
        }
        return new(
            long.Parse(match.Groups["states"].Value, CultureInfo.InvariantCulture) - MoreStates,
            long.Parse(match.Groups["transitions"].Value, CultureInfo.InvariantCulture) - MoreTransitions,
            run.Seconds,
            (Megabytes("kept") + Megabytes("table")) * BytesPerMegabyte);

        double Megabytes(string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"errors: 0\n\s*(?<states>\d+) states, stored\n.*?\n\s*(?<transitions>\d+) transitions.*?\n\s*(?<kept>[\d.]+)\s+actual memory usage for states.*?\n\s*(?<table>[\d.]+)\s+memory used for hash table",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Summary();

    private sealed class Prepared(TemporaryDirectory directory, CountedSize size) : IPreparedChecker
    {
        // The best that can be done for a table of this many states; no walk without a repetition is longer, a claim moves between the steps.
        private readonly int table = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)size.States));
        private readonly long depth = 2 * (size.States + 10);

        public Walked Walk(CancellationToken cancellation) =>
            Read(Programs.Run(directory, directory.File("pan"), [$"-w{table}", $"-m{depth}"], cancellation).Successful());

        public void Dispose() => directory.Dispose();
    }
}
