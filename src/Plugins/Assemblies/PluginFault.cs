using System.Diagnostics;

namespace Eegavi.Plugins;

/// <summary>Tells whose fault an exception is.</summary>
public static class PluginFault
{
    /// <summary>Name and version of the plugin in whose code an exception was thrown, or in that which it called; null where no plugin had a part in it.</summary>
    /// <param name="exception">As it was caught.</param>
    public static string? Origin(Exception exception) => new StackTrace(exception).GetFrames()
        .Select(frame => frame.GetMethod()?.DeclaringType).OfType<Type>().Where(PluginContext.Holds).Select(PartInfo.OriginOf).FirstOrDefault();
}
