using System.Linq.Expressions;

namespace Vmemmap.Properties.Compilation;

/// <summary>
/// Code that is compiled when it is first needed: a third of a millisecond each, so that of a machine's hundreds a short run pays for those that it comes to. It may be asked for by several threads.
/// </summary>
/// <param name="written">what is compiled.</param>
internal sealed class Code<TDelegate>(Expression<TDelegate> written)
    where TDelegate : Delegate
{
    private volatile TDelegate? compiled;

    /// <summary>The code. Where two threads come at once both compile it, and either is good.</summary>
    public TDelegate Value => compiled ??= written.Compile();
}
