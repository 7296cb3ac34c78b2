using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Vmemmap.Properties.Compilation;

/// <summary>
/// Code that is compiled when it is first needed, about a millisecond each, so that of a machine's hundreds a short run pays for those that it comes to. What says the same is compiled once in a process: a design with a seeded
/// bug or a correction has nearly all its steps and invariants in common with the design without. It may be asked for by several threads.
/// </summary>
/// <param name="written">what is compiled.</param>
internal sealed class Code<TDelegate>(Expression<TDelegate> written)
    where TDelegate : Delegate
{
    private static readonly ConcurrentDictionary<string, TDelegate> Compiled = [];

    private volatile TDelegate? value;

    /// <summary>The code. Where two threads come at once both may compile it, and either is good.</summary>
    public TDelegate Value => value ??= Compiled.GetOrAdd(CodeKey.Of(written), _ => written.Compile());
}
