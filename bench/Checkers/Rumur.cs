using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Vmemmap.Bench.Peers;
using Vmemmap.Proofs.Export;

namespace Vmemmap.Bench.Checkers;

/// <summary>What rumur says of a model: reachable states and rules fired in them, or the first invariant violated and after how many rules.</summary>
public sealed record RumurAnswer(long States, long Fired, string? Violated, int Depth);

/// <summary>The model checker rumur on the Murphi text of a machine: a generator of C, so it needs a C compiler.</summary>
public sealed partial class Rumur(int cores) : IChecker
{
    private const string Checker = "checker";

    // To walk so many takes as long as it takes the compiler to make the walk faster.
    private const long FewStates = 15_000;

    /// <summary>Are rumur and a C compiler installed?</summary>
    public static bool IsInstalled { get; } = Programs.IsInstalled("rumur") && Programs.IsInstalled("cc");

    /// <inheritdoc/>
    public string Name => "rumur";

    /// <inheritdoc/>
    public int Cores => cores;

    /// <inheritdoc/>
    public bool WarmsUp => false;

    /// <inheritdoc/>
    public long MostTransitions => 1_000_000;

    /// <inheritdoc/>
    public string? Missing => IsInstalled ? null : "rumur or cc not installed";

    /// <inheritdoc/>
    public IPreparedChecker Prepare(CountedSize size, bool withInvariants, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(size);
        TemporaryDirectory directory = new();
        try
        {
            Compile(directory, MurphiModel.Of(AbstractText.Of(size.Size, withInvariants)), cores, "-O2", cancellation);
            return new Prepared(directory);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Checks a Murphi model: one thread, so breadth first, and every state by itself.</summary>
    /// <param name="model">the model.</param>
    /// <param name="states">how many states are expected: for a short walk the compiler need not take pains.</param>
    public static RumurAnswer Check(string model, long states = 0)
    {
        using TemporaryDirectory directory = new();
        Compile(directory, model, threads: 1, states > FewStates ? "-Og" : "-O0", CancellationToken.None);
        return Parse(Programs.Run(directory, directory.File(Checker), [], CancellationToken.None));
    }

    private static void Compile(TemporaryDirectory directory, string model, int threads, string optimisation, CancellationToken cancellation)
    {
        directory.Write("model.m", model);
        string[] options =
        [
            "--threads", $"{threads}", "--symmetry-reduction", "off", "--deadlock-detection", "off", "--output-format", "machine-readable", "--output", "checker.c",
        ];
        Programs.Run(directory, "rumur", [.. options, "model.m"], cancellation).Successful();
        // Several threads exchange 16 bytes at once, which a compiler for the oldest x86-64 does not do by itself.
        string[] wide = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ["-mcx16"] : [];
        Programs.Run(directory, "cc", [optimisation, .. wide, "checker.c", "-o", Checker, "-lpthread"], cancellation).Successful();
    }

    private static RumurAnswer Parse(ProgramResult run)
    {
        var root = RootOf(run);
        var summary = root.Element("summary") ?? throw run.Unreadable();
        var error = root.Element("error");
        var message = error?.Element("message")?.Value;
        var invariant = message is null ? null : InvariantOf(message);
        // The start state counts as a transition.
        return new(Number(summary, "states"), Number(summary, "rules_fired"), invariant, error is null ? 0 : error.Elements("transition").Count() - 1);
    }

    private static XElement RootOf(ProgramResult run)
    {
        try
        {
            return XDocument.Parse(run.Output).Root!;
        }
        catch (XmlException)
        {
            throw run.Unreadable();
        }
    }

    // Rumur says "invariant "name" failed"; whatever else goes wrong, such as a value outside its range, is shown as it is said.
    private static string InvariantOf(string message) => Failed().Match(message) is { Success: true } match ? match.Groups["name"].Value : message;

    private static long Number(XElement summary, string attribute) => long.Parse(summary.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("invariant \"(?<name>.*)\" failed", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Failed();

    private sealed class Prepared(TemporaryDirectory directory) : IPreparedChecker
    {
        public Walked Walk(CancellationToken cancellation)
        {
            var run = Programs.Run(directory, directory.File(Checker), [], cancellation);
            var answer = Parse(run);
            return answer.Violated is null
                ? new(answer.States, answer.Fired, run.Seconds, Bytes: null)
                : throw new ProgramFailedException($"rumur finds '{answer.Violated}' violated in the abstract model.");
        }

        public void Dispose() => directory.Dispose();
    }
}
