namespace Vmemmap.Model.Designs;

/// <content>What the fixes of v5.14 are about.</content>
public static partial class Linux514
{
    private static partial IReadOnlyList<TellingRun> Tellings => [SharedTellings.TypeClearedBeforeRestore];
}
