using System.Text.Json.Nodes;

namespace Eegavi.Plugins.Tests;

/// <summary>Binds JSON texts.</summary>
internal static class Bound
{
    public static PartCatalog Catalog { get; } = PartCatalog.Scan(typeof(DeskLamp).Assembly);

    public static ResolvedConfiguration Resolve(string json) => ResolvedConfiguration.From((JsonObject)JsonText.Parse(json, "text")!, "/base");

    public static RoomSpec Room(string json) => new SpecBinder(Catalog).Bind<RoomSpec>(Resolve(json));

    public static IReadOnlyList<string> Errors(string json)
    {
        try
        {
            Room(json);
            return [];
        }
        catch (ConfigurationException e)
        {
            return e.Errors;
        }
    }
}
