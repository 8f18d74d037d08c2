using System.IO.Compression;
using System.Reflection;

namespace Microsoft.ML;

/// <summary>Reads again what a model wrote.</summary>
internal interface IModelLoader
{
    object Load(ModelLoadContext ctx);
}

/// <summary>A folder of a model file that is being read.</summary>
internal sealed class ModelLoadContext
{
    // Chains in chains; a file could nest them until the stack ends.
    private const int DeepestFolder = 32;

    private static readonly Dictionary<string, Type> Loaders = typeof(ModelLoadContext).Assembly.GetTypes()
        .Where(type => typeof(IModelLoader).IsAssignableFrom(type) && !type.IsInterface).ToDictionary(type => type.FullName);

    private readonly ZipArchive _archive;
    private readonly string _folder;

    private ModelLoadContext(MLContext environment, ZipArchive archive, string folder, BinaryReader reader) =>
        (Environment, _archive, _folder, Reader) = (environment, archive, folder, reader);

    internal MLContext Environment { get; }

    internal BinaryReader Reader { get; }

    /// <summary>Reads the model in <paramref name="folder"/>.</summary>
    internal static T Load<T>(MLContext environment, ZipArchive archive, string folder) where T : class
    {
        if (folder.Count(letter => letter == '/') > DeepestFolder)
            throw new FormatException($"The model file nests models more than {DeepestFolder} deep");
        return ModelFile.Read(archive, $"{folder}/{ModelFile.Key}", reader =>
        {
            var loader = Loader(reader.ReadString());
            try
            {
                return loader.Load(new ModelLoadContext(environment, archive, folder, reader)) as T
                    ?? throw new FormatException($"The model file has something other than {typeof(T).Name} in {folder}");
            }
            catch (Exception error) when (error is not TargetInvocationException and not InvalidOperationException { InnerException: TargetInvocationException })
            {
                throw new InvalidOperationException("Error during class instantiation", new TargetInvocationException(error));
            }
        });
    }

    internal T LoadModel<T>(string name) where T : class => Load<T>(Environment, _archive, $"{_folder}/{name}");

    internal T LoadFile<T>(string name, Func<BinaryReader, T> read) => ModelFile.Read(_archive, $"{_folder}/{name}", read);

    /// <summary>The loader of this name, which is always one of ours: a file cannot name any other type.</summary>
    private static IModelLoader Loader(string signature) => Loaders.TryGetValue(signature, out var type)
        ? (IModelLoader)Activator.CreateInstance(type, nonPublic: true)
        : throw new FormatException($"The model file has the unknown signature '{signature}'");
}
