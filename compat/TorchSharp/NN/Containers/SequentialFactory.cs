namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>An empty sequence.</summary>
        public static Modules.Sequential Sequential() => new(Enumerable.Empty<Module<Tensor, Tensor>>());

        /// <summary>Named modules in sequence.</summary>
        public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
            new(modules.AsEnumerable());

        /// <summary>Named modules in sequence.</summary>
        public static Modules.Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
            Sequential(modules.AsEnumerable());

        /// <summary>Modules in sequence.</summary>
        public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules.AsEnumerable());

        /// <summary>Modules in sequence.</summary>
        public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules);

        /// <summary>Named modules in sequence.</summary>
        public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);

        /// <summary>Named modules in sequence.</summary>
        public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
            new(modules.Select(entry => (entry.Item1, entry.Item2)));
    }
}
