using System.Collections.Concurrent;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Store;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Store;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Faults;

/// <summary>
/// A store with the answers that the solver gave in this run of the tests, for runs of the program that are about something else than proofs: to prove takes five times as long as all else that
/// `verify` does for a design.
/// </summary>
internal static class WarmStore
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Texts = new();

    /// <summary>The arguments of a run for one design that has to ask the solver its controls and nothing else.</summary>
    /// <param name="directory">where the store is to be.</param>
    /// <param name="design">name of the design.</param>
    public static string Of(TemporaryDirectory directory, string design)
    {
        var store = Directory.CreateDirectory(directory.File("warm")).FullName;
        File.WriteAllText(Path.Combine(store, StoreFile.FileName), Texts.GetOrAdd(design, name => new(() => Answers(name))).Value);
        return $"--store {store} --design {design}";
    }

    private static string Answers(string design)
    {
        AnswerStore store = new();
        StoredSolver solver = new(SharedSolver.OfTheGate, store);
        _ = new Judge(threads: 0, solver).Of(Catalogue.Find(design)!);
        _ = ArithmeticTheorems.Prove(solver);
        return store.Text();
    }
}
