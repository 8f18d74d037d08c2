namespace Eegavi.Data.Synthetic.Output;
internal static class PlantedTokenLevel
{
    public static IReadOnlyDictionary<string, double>? Write(PlantedScalars scalars, string folder) => null;
}
